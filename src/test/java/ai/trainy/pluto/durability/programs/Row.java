package ai.trainy.pluto.durability.programs;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a thread of a program logs at a step: no two values of a run are equal. */
public final class Row {
  private static final double THREADS = 8;
  private static final int MOST_VALUES = 1 << 10;

  private Row() {}

  /** The name of one value of a thread's rows. */
  public static String name(int thread, int index) {
    return "thread-" + thread + "/value-" + index;
  }

  /** That value at a step. */
  public static double value(int thread, int index, long step) {
    return step * MOST_VALUES + index + thread / THREADS;
  }

  /** All of them at a step. */
  public static Map<String, Object> of(int thread, int values, long step) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int index = 0; index < values; index++) {
      row.put(name(thread, index), value(thread, index, step));
    }
    return row;
  }
}
