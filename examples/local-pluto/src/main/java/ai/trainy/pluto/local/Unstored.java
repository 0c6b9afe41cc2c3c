package ai.trainy.pluto.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.function.Supplier;

/**
 * What ingest has acknowledged and not stored yet: the real one stores it within 5 s, and a restart
 * drops it (the protocol, section 20a). Safe for use by several threads.
 */
final class Unstored {
  private static final Duration STORED_AFTER = Duration.ofSeconds(5);

  private final Supplier<Instant> now;
  private final Deque<Write> writes = new ArrayDeque<>();
  private volatile boolean late;
  private long dropped;

  private static final class Write {
    final Instant due;
    final Runnable write;

    Write(Instant due, Runnable write) {
      this.due = due;
      this.write = write;
    }
  }

  Unstored(Supplier<Instant> now) {
    this.now = now;
  }

  /** From now on nothing is stored at once. */
  void beLate() {
    late = true;
  }

  /** Where to put what belongs there. */
  RunData before(RunData data) {
    return late ? new LateData(data) : data;
  }

  private synchronized void add(Runnable write) {
    writes.add(new Write(now.get().plus(STORED_AFTER), write));
  }

  /** Stores what has waited for long enough. */
  synchronized void store() {
    while (!writes.isEmpty() && !writes.peek().due.isAfter(now.get())) {
      writes.remove().write.run();
    }
  }

  /** Drops the rest, as a restart does. */
  synchronized void drop() {
    store();
    dropped += writes.size();
    writes.clear();
  }

  /** How many lines wait. */
  synchronized int size() {
    store();
    return writes.size();
  }

  /** How many lines were acknowledged and dropped. */
  synchronized long dropped() {
    return dropped;
  }

  /** Takes what is stored later. */
  private final class LateData extends RunData {
    private final RunData to;

    LateData(RunData to) {
      this.to = to;
    }

    @Override
    synchronized int addMetrics(long step, long time, String[] names, double[] values, int count) {
      String[] keptNames = Arrays.copyOf(names, count);
      double[] keptValues = Arrays.copyOf(values, count);
      Unstored.this.add(() -> to.addMetrics(step, time, keptNames, keptValues, count));
      return new HashSet<>(Arrays.asList(keptNames)).size();
    }

    @Override
    synchronized void add(DataRow row) {
      Unstored.this.add(() -> to.add(row));
    }

    @Override
    synchronized void add(LogLine line) {
      Unstored.this.add(() -> to.add(line));
    }
  }
}
