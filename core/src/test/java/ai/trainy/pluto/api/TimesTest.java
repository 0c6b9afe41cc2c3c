package ai.trainy.pluto.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  private static final long NOW = 1_767_225_600_123L;

  @ParameterizedTest
  @ValueSource(longs = {946_684_800_000L, 1_700_000_000_000L, 4_102_444_799_999L})
  void aTimeOfThisCenturyIsItself(long time) {
    assertThat(Times.held(time)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        -1,
        1_700_000_000L,
        946_684_799_999L,
        4_102_444_800_000L,
        99_999_999_999_999_999L,
        Long.MIN_VALUE,
        Long.MAX_VALUE
      })
  void anyOtherIsNow(long time) {
    assertThat(Times.held(time, NOW)).isEqualTo(NOW);
  }

  @Test
  void aClockThatIsWrongStillMakesATimeThatTheServerTakes() {
    assertThat(Instant.ofEpochMilli(Times.held(5, 6))).isEqualTo("2000-01-01T00:00:00Z");
    assertThat(Instant.ofEpochMilli(Times.held(5, Long.MAX_VALUE)))
        .isEqualTo("2099-12-31T23:59:59.999Z");
  }
}
