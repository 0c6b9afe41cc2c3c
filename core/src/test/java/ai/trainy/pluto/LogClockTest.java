package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.Told;
import org.junit.jupiter.api.Test;

class LogClockTest {
  private final Told told = new Told();

  @Test
  void saysOnceThatAClockIsWrong() {
    LogClock wrong = new LogClock(() -> 5_000L, told.messages());

    assertThat(wrong.now()).isEqualTo(5_000);
    assertThat(wrong.now()).isEqualTo(5_000);
    assertThat(told.lines())
        .singleElement()
        .asString()
        .startsWith("pluto: the clock of this machine says 1970-01-01T00:00:05Z. ");
  }

  @Test
  void saysNothingOfOneThatIsRight() {
    assertThat(new LogClock(() -> 1_767_225_600_123L, told.messages()).now())
        .isEqualTo(1_767_225_600_123L);
    assertThat(told.lines()).isEmpty();
  }
}
