package ai.trainy.pluto.durability;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a program has told to have logged: the last step of each of its threads, which begin at 1
 * and leave none out. Safe for use by several threads.
 */
final class ReportedSteps {
  private final Map<Integer, Long> last = new TreeMap<>();

  /** What a program logs on one thread that does not tell of it. */
  static ReportedSteps ofOneThread(long steps) {
    ReportedSteps told = new ReportedSteps();
    told.last.put(0, steps);
    return told;
  }

  /** Takes a line of the program; false if it is about something else. */
  synchronized boolean take(String line) {
    if (line.isEmpty() || !Character.isDigit(line.charAt(0))) {
      return false;
    }
    int blank = line.indexOf(' ');
    last.put(Integer.valueOf(line.substring(0, blank)), Long.valueOf(line.substring(blank + 1)));
    return true;
  }

  /** The last step of each thread that has logged. */
  synchronized Map<Integer, Long> last() {
    return new TreeMap<>(last);
  }

  synchronized long rows() {
    return last.values().stream().mapToLong(Long::longValue).sum();
  }
}
