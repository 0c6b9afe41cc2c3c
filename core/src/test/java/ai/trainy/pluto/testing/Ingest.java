package ai.trainy.pluto.testing;

import ai.trainy.pluto.api.MetricRow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** What a simulated Pluto has acknowledged and not yet stored: a restart drops it. */
final class Ingest {
  private static final long STORED_AFTER_NANOS = Duration.ofSeconds(5).toNanos();

  private final Queue<Fresh> queue = new ArrayDeque<>();

  private static final class Fresh {
    final long since;
    final Runnable store;
    final Runnable drop;

    Fresh(long since, Runnable store, Runnable drop) {
      this.since = since;
      this.store = store;
      this.drop = drop;
    }
  }

  void take(StoredRun run, MetricRow row, long now) {
    queue.add(new Fresh(now, () -> run.store(row), () -> run.drop(row, now)));
  }

  /** A histogram or a table. */
  void take(StoredRun run, String key, long now) {
    queue.add(new Fresh(now, () -> run.store(key), () -> run.drop(key)));
  }

  void store(long now) {
    while (!queue.isEmpty() && now - queue.peek().since >= STORED_AFTER_NANOS) {
      queue.remove().store.run();
    }
  }

  void storeAll() {
    queue.forEach(fresh -> fresh.store.run());
    queue.clear();
  }

  void restart(long now) {
    store(now);
    queue.forEach(fresh -> fresh.drop.run());
    queue.clear();
  }
}
