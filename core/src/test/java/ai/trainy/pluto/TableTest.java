package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void isWhatReadersExpect() {
    Table table =
        Table.of(
            List.of("file", "score", "n", "ok", "none", "list", "map"),
            List.of(
                Arrays.asList("owl.png", 0.91, 7, true, null, List.of(1), Map.of("a", 1)),
                Arrays.asList("elk.png", 0.34, 8, false, "x", List.of(), Map.of())));

    assertThat(table.data())
        .isEqualTo(
            Map.of(
                "table",
                List.of(
                    Arrays.asList("owl.png", 0.91, 7L, true, null, List.of(1L), Map.of("a", 1L)),
                    List.of("elk.png", 0.34, 8L, false, "x", List.of(), Map.of())),
                "col",
                List.of(
                    column("file", "str"),
                    column("score", "float"),
                    column("n", "int"),
                    column("ok", "bool"),
                    column("none", "NoneType"),
                    column("list", "list"),
                    column("map", "dict")),
                "type",
                "Table",
                "v",
                1));
  }

  @Test
  void neverHasANumberThatJsonCannotWrite() {
    Table table =
        Table.of(List.of("x"), List.of(List.of(Double.NaN), List.of(Double.POSITIVE_INFINITY)));

    assertThat(table.data()).containsEntry("table", List.of(List.of("NaN"), List.of("Infinity")));
  }

  @Test
  void aColumnOfNumbersThatBeginsWithNanIsOneOfNumbers() {
    Table table = Table.of(List.of("x"), List.of(List.of(Double.NaN), List.of(1.0)));

    assertThat(table.data()).containsEntry("col", List.of(column("x", "float")));
  }

  @Test
  void keepsTheTextOfOtherCells() {
    Instant time = Instant.EPOCH;
    Object other =
        new Object() {
          @Override
          public String toString() {
            return "something\0";
          }
        };
    Table table = Table.of(List.of("a", "b", "\0c"), List.of(List.of(time, other, "y")));

    assertThat(table.data())
        .containsEntry("table", List.of(List.of("1970-01-01T00:00:00Z", "something", "y")))
        .containsEntry("col", List.of(column("a", "str"), column("b", "str"), column("c", "str")));
  }

  @Test
  void needsNoColumnsAndNoRows() {
    assertThat(Table.of(List.of(), List.of(List.of(1, 2))).data())
        .doesNotContainKey("col")
        .containsEntry("table", List.of(List.of(1L, 2L)));
    assertThat(Table.of(List.of("a"), List.of()).data())
        .containsEntry("table", List.of())
        .containsEntry("col", List.of(column("a", "str")));
    assertThat(Table.of(List.of(), List.of()).data()).containsEntry("table", List.of());
  }

  @Test
  void takesNoRowOfAnotherLength() {
    assertThatThrownBy(() -> Table.of(List.of("a", "b"), List.of(List.of(1, 2), List.of(1, 2, 3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a table whose row 1 has 3 cells instead of 2");
    assertThatThrownBy(() -> Table.of(List.of(), List.of(List.of(1), List.of())))
        .hasMessage("a table whose row 1 has 0 cells instead of 1");
  }

  @Test
  void staysAsItWas() {
    List<Object> row = new ArrayList<>(List.of(1, 2));
    List<List<?>> rows = new ArrayList<>(List.of(row));
    Table table = Table.of(List.of("a", "b"), rows);
    row.clear();
    rows.clear();

    assertThat(table.data()).containsEntry("table", List.of(List.of(1L, 2L)));
  }

  private static Map<String, Object> column(String name, String type) {
    return Map.of("name", name, "dtype", type);
  }
}
