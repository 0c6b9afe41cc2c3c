package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void hasRowsUnderColumns() {
    Table table = new Table("digit", "guess").addRow(3, "owl").addRow(null, true);

    assertThat(table.columns()).containsExactly("digit", "guess");
    assertThat(table.rows()).containsExactly(List.of(3, "owl"), Arrays.asList(null, true));
    assertThat(new Table(List.of("a")).columns()).containsExactly("a");
  }

  @Test
  void refusesARowThatDoesNotFitItsColumns() {
    Table table = new Table("digit", "guess");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.addRow(3))
        .withMessage("a row of 1 cells for the 2 columns [digit, guess]");
    assertThat(table.rows()).isEmpty();
  }
}
