package ai.trainy.pluto.observe.system;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** How busy each logical processor is that this process may use: {@code proc/stat}. */
final class Processors implements Source {
  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int STOLEN = 8;

  private final Root root;
  private final Map<Integer, long[]> before = new HashMap<>();

  Processors(Root root) {
    this.root = root;
  }

  @Override
  public void measure(Sample into) throws IOException {
    BitSet allowed = allowed();
    for (String line : root.lines("proc/stat")) {
      String[] fields = line.split(" +", -1);
      if (!fields[0].matches("cpu[0-9]+")) {
        continue;
      }
      int processor = Integer.parseInt(fields[0].substring("cpu".length()));
      if (!allowed.isEmpty() && !allowed.get(processor)) {
        continue;
      }
      long[] now = busyAndAll(fields);
      long[] then = before.put(processor, now);
      if (then != null && now[1] > then[1]) {
        double busy = 100.0 * (now[0] - then[0]) / (now[1] - then[1]);
        into.put("cpu.percentage." + processor, Math.min(Math.max(busy, 0), 100));
      }
    }
  }

  /** Ticks of work, and of everything. Guests' time is in the user's already. */
  private static long[] busyAndAll(String[] fields) {
    long all = 0;
    for (int i = 1; i < fields.length && i <= STOLEN; i++) {
      all += Long.parseLong(fields[i]);
    }
    long idle = Long.parseLong(fields[IDLE]) + Long.parseLong(fields[WAITING]);
    return new long[] {all - idle, all};
  }

  /** None means all: the file is not there. */
  private BitSet allowed() {
    BitSet allowed = new BitSet();
    try {
      for (String line : root.lines("proc/self/status")) {
        if (line.startsWith("Cpus_allowed_list:")) {
          String list = line.substring(line.indexOf(':') + 1).trim();
          for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            allowed.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
          }
        }
      }
    } catch (IOException | IllegalArgumentException unknown) {
      allowed.clear();
    }
    return allowed;
  }

  @Override
  public void close() {
    before.clear();
  }
}
