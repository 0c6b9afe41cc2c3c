package ai.trainy.pluto.observe.system;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** How busy each logical processor is that this process may use: {@code proc/stat}. */
final class Processors implements Source {
  /** Fields behind the name, from 0. */
  private static final int IDLE = 3;

  private static final int WAITING = 4;
  private static final int STOLEN = 7;

  /** More than any kernel has: a number that is none. */
  private static final long MOST_PROCESSORS = 1 << 16;

  private final KernelFile stat;
  private final KernelFile status;
  private final BitSet allowed = new BitSet();
  private final Map<Long, Processor> processors = new HashMap<>();

  Processors(Root root) {
    this.stat = root.file("proc/stat");
    this.status = root.file("proc/self/status");
  }

  /** What one has done so far, in ticks. */
  private static final class Processor {
    private final String name;
    private long idle;
    private long all;

    Processor(long number) {
      this.name = Sample.PREFIX + "cpu.percentage." + number;
    }

    void put(long idleNow, long allNow, Sample into) {
      if (all > 0 && allNow > all) {
        double busy = 100 - 100.0 * (idleNow - idle) / (allNow - all);
        into.put(name, Math.min(Math.max(busy, 0), 100));
      }
      idle = idleNow;
      all = allNow;
    }
  }

  @Override
  public void measure(Sample into) throws IOException {
    readAllowed();
    stat.read();
    // All of them come first, after a line of their sum; then one that can be very long.
    while (stat.nextLine() && stat.skip("cpu")) {
      boolean isSum = stat.skip(" ");
      long number = isSum ? -1 : stat.number();
      if (number >= 0 && (allowed.isEmpty() || allowed.get((int) number))) {
        measure(processors.computeIfAbsent(number, Processor::new), into);
      }
    }
  }

  /** Guests' time is in the user's already. */
  private void measure(Processor processor, Sample into) {
    long idle = 0;
    long all = 0;
    for (int field = 0; field <= STOLEN; field++) {
      // Old kernels do not say the last ones.
      long ticks = Math.max(stat.number(), 0);
      all += ticks;
      idle += field == IDLE || field == WAITING ? ticks : 0;
    }
    processor.put(idle, all, into);
  }

  /** None means all. */
  private void readAllowed() {
    allowed.clear();
    try {
      status.read();
      if (!status.nextLine("Cpus_allowed_list:")) {
        return;
      }
    } catch (IOException unknown) {
      return;
    }
    do {
      long from = status.number();
      long to = status.skip("-") ? status.number() : from;
      if (from < 0 || to < from || to > MOST_PROCESSORS) {
        allowed.clear();
        return;
      }
      allowed.set((int) from, (int) to + 1);
    } while (status.skip(","));
  }

  @Override
  public void close() {
    processors.clear();
  }
}
