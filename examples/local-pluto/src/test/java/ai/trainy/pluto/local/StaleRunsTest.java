package ai.trainy.pluto.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StaleRunsTest {
  private final ManualClock clock = new ManualClock();
  private final Store store = new Store(clock, null);
  private final StaleRuns staleRuns = new StaleRuns(store);
  private final StoredRun run = addRun();

  private StoredRun addRun() {
    NewRun wanted = new NewRun();
    wanted.name = "a";
    return store.add(store.project("p"), wanted);
  }

  private RunStatus statusAfter(Duration silence) {
    clock.now = clock.now.plus(silence);
    staleRuns.judgeAll();
    return run.status();
  }

  @Test
  void failsARunWhoseHeartbeatStopped() {
    run.heartbeat(clock.instant());

    assertThat(statusAfter(Duration.ofSeconds(150))).isEqualTo(RunStatus.RUNNING);
    assertThat(statusAfter(Duration.ofSeconds(1))).isEqualTo(RunStatus.FAILED);
    assertThat(run.statusMetadata()).hasToString("{\"reason\":\"heartbeat-timeout\"}");
  }

  @Test
  void countsAMetricAsASignOfLife() {
    run.heartbeat(clock.instant());
    long future = clock.instant().plusSeconds(1000).toEpochMilli();
    store.dataFor(run.id(), "p").addMetrics(1, future, new String[] {"m"}, new double[] {1}, 1);

    assertThat(statusAfter(Duration.ofSeconds(1000))).isEqualTo(RunStatus.RUNNING);
    assertThat(statusAfter(Duration.ofSeconds(151))).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void waitsLongerForARunThatNeverHadAHeartbeat() {
    assertThat(statusAfter(Duration.ofMinutes(30))).isEqualTo(RunStatus.RUNNING);
    assertThat(statusAfter(Duration.ofSeconds(1))).isEqualTo(RunStatus.FAILED);
    assertThat(run.statusMetadata()).hasToString("{\"reason\":\"stale\"}");
  }

  private static final class ManualClock extends Clock {
    private Instant now = Instant.ofEpochMilli(1_767_225_600_000L);

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
