package ai.trainy.pluto.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnstoredTest {
  private Instant now = Instant.EPOCH;
  private final Unstored unstored = new Unstored(() -> now);
  private final RunData data = new RunData();

  @Test
  void storesAtOnceUnlessToldOtherwise() {
    assertThat(add(unstored.before(data), 1)).isEqualTo(2);

    assertThat(data.metricLines()).isEqualTo(1);
  }

  @Test
  void storesAfterFiveSecondsAndDropsTheRest() {
    unstored.beLate();
    RunData target = unstored.before(data);
    assertThat(add(target, 1)).as("counted as ever").isEqualTo(2);
    now = now.plusSeconds(3);
    add(target, 2);
    assertThat(unstored.size()).isEqualTo(2);
    assertThat(data.metricLines()).isZero();

    now = now.plusSeconds(2);
    unstored.drop();

    assertThat(data.metricLines()).isEqualTo(1);
    assertThat(unstored.dropped()).isEqualTo(1);
    assertThat(unstored.size()).isZero();
  }

  private static int add(RunData data, long step) {
    return data.addMetrics(step, 0, new String[] {"a", "b", "a"}, new double[] {1, 2, 3}, 3);
  }
}
