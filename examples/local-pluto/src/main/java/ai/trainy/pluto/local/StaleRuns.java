package ai.trainy.pluto.local;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Fails runs whose client fell silent (the protocol, section 10.2), until interrupted. */
final class StaleRuns implements Runnable {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration HEARTBEAT_GRACE = Duration.ofSeconds(150);
  private static final Duration GRACE = Duration.ofMinutes(30);

  private final Store store;
  private final Instant serverStart;

  StaleRuns(Store store) {
    this.store = store;
    this.serverStart = store.now();
  }

  @Override
  public void run() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(PERIOD.toMillis());
        judgeAll();
      }
    } catch (InterruptedException e) {
      // the server has been closed
    }
  }

  void judgeAll() {
    store.runs().stream().filter(run -> run.status() == RunStatus.RUNNING).forEach(this::judge);
  }

  private void judge(StoredRun run) {
    Instant now = store.now();
    long newestMetric = store.dataOf(run).newestMetricTime();
    if (run.lastHeartbeat() != null) {
      long lastSign =
          LongStream.of(
                  run.lastHeartbeat().toEpochMilli(),
                  newestMetric,
                  run.statusUpdated().toEpochMilli())
              .max()
              .getAsLong();
      boolean inGrace = now.isBefore(serverStart.plus(HEARTBEAT_GRACE));
      if (!inGrace && now.toEpochMilli() - lastSign > HEARTBEAT_GRACE.toMillis()) {
        reap(run, "heartbeat-timeout", now);
      }
    } else {
      long lastSign =
          Math.max(
              newestMetric < 0 ? run.updatedAt().toEpochMilli() : newestMetric,
              run.statusUpdated().toEpochMilli());
      if (now.toEpochMilli() - lastSign > GRACE.toMillis()) {
        reap(run, "stale", now);
      }
    }
  }

  static void reap(StoredRun run, String reason, Instant now) {
    run.reap(Json.object().put("reason", reason), now);
  }
}
