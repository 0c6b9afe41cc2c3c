package ai.trainy.pluto;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts calls that would have logged data but reached no run, by method. Thread-safe. */
public final class MissedCalls {
  private static final int MAX_NAMES = 4;

  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

  /**
   * Counts a call.
   *
   * @param what the called method; each distinct value stays in memory
   */
  public void add(String what) {
    calls.computeIfAbsent(what, name -> new LongAdder()).increment();
  }

  /**
   * Returns the counts, such as {@code lab.Tracker.scalar 3 times}; empty if there were no calls.
   */
  String text() {
    List<Map.Entry<String, LongAdder>> all =
        calls.entrySet().stream().sorted(Map.Entry.comparingByKey()).collect(Collectors.toList());
    String text =
        all.stream()
            .limit(MAX_NAMES)
            .map(call -> call.getKey() + " " + times(call.getValue().sum()))
            .collect(Collectors.joining(", "));
    return all.size() <= MAX_NAMES
        ? text
        : text + " and " + (all.size() - MAX_NAMES) + " other methods";
  }

  private static String times(long count) {
    return count == 1 ? "once" : count + " times";
  }
}
