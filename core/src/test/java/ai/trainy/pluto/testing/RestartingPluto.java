package ai.trainy.pluto.testing;

import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/**
 * A server whose ingest stores metrics 5 s after it has acknowledged them, and forgets the others
 * when it restarts (the protocol, section 20a). Safe for use by several threads.
 */
public final class RestartingPluto extends ForwardingPluto {
  private static final long STORED_AFTER_NANOS = Duration.ofSeconds(5).toNanos();

  private final List<Integer> restarted = new ArrayList<>();
  private final LongSupplier clock;
  private final Map<String, Double> stored = new LinkedHashMap<>();
  private final Deque<Queued> queued = new ArrayDeque<>();
  private IntPredicate restarts = request -> false;
  private int requests;
  private long acknowledged;
  private int down;
  private int lost;
  private long lastRequest;
  private long longestSilence;

  private static final class Queued {
    final List<MetricRow> rows;
    final long since;

    Queued(List<MetricRow> rows, long since) {
      this.rows = rows;
      this.since = since;
    }
  }

  /**
   * @param clock ns that pass, from any start
   */
  public RestartingPluto(FakePluto to, LongSupplier clock) {
    super(to);
    this.clock = clock;
  }

  /** Restarts before requests for metrics, by their numbers from 1 on. */
  public synchronized void restartBefore(IntPredicate chosen) {
    restarts = chosen;
  }

  /** Forgets what is not stored, and answers so many requests for metrics as a proxy would. */
  public synchronized void restart(int failures) {
    store();
    lost += queued.stream().mapToInt(each -> each.rows.size()).sum();
    queued.clear();
    down = failures;
    restarted.add(requests);
  }

  private void store() {
    while (!queued.isEmpty() && clock.getAsLong() - queued.peek().since >= STORED_AFTER_NANOS) {
      keep(queued.remove());
    }
  }

  private void keep(Queued some) {
    for (MetricRow row : some.rows) {
      for (int i = 0; i < row.size(); i++) {
        stored.put(row.name(i) + "@" + row.step(), row.value(i));
      }
    }
  }

  @Override
  public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
    synchronized (this) {
      long now = clock.getAsLong();
      longestSilence = requests == 0 ? 0 : Math.max(longestSilence, now - lastRequest);
      lastRequest = now;
      if (restarts.test(++requests)) {
        restart(1);
      }
      if (down > 0) {
        down--;
        return Outcome.tryAgain("502 Bad Gateway", Duration.ZERO);
      }
    }
    Outcome<Void> outcome = super.sendMetrics(run, rows);
    synchronized (this) {
      if (outcome.isAccepted()) {
        queued.add(new Queued(List.copyOf(rows), clock.getAsLong()));
        acknowledged += rows.size();
      }
    }
    return outcome;
  }

  /** How many rows were acknowledged, each as often as it was. */
  public synchronized long acknowledged() {
    return acknowledged;
  }

  /** The longest time between two requests for metrics. */
  public synchronized Duration longestSilence() {
    return Duration.ofNanos(longestSilence);
  }

  /** How many acknowledged rows it has forgotten. */
  public synchronized int lost() {
    return lost;
  }

  /** What it holds if it does not restart any more, by {@code name@step}. */
  public synchronized Map<String, Double> values() {
    queued.forEach(this::keep);
    queued.clear();
    return new LinkedHashMap<>(stored);
  }

  @Override
  public synchronized String toString() {
    return requests + " requests, restarts that cost " + lost + " rows at " + restarted;
  }
}
