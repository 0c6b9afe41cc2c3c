package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionTest {
  @Test
  void growsWithTheSegmentFirst() {
    assertThat(new Position(2, 16)).isGreaterThan(new Position(1, 9_000_000_000L));
    assertThat(new Position(2, 17)).isGreaterThan(new Position(2, 16));
  }

  @Test
  void equalsAnotherOfTheSamePlace() {
    assertThat(new Position(2, 16))
        .isEqualTo(new Position(2, 16))
        .hasSameHashCodeAs(new Position(2, 16))
        .isNotEqualTo(new Position(2, 17))
        .isNotEqualTo(new Position(3, 16))
        .hasToString("2:16");
  }
}
