package ai.trainy.pluto.local;

import java.util.Arrays;

/**
 * The rows of one metric as they arrived, 24 bytes each. Guarded by the lock of its {@link
 * RunData}.
 *
 * <p>Rows are only ever appended, so a view shares the arrays instead of copying them.
 */
final class Series {
  private long[] steps = new long[8];
  private long[] times = new long[8];
  private double[] values = new double[8];
  private int size;
  private boolean increasing = true;
  private long lastLine = -1;
  private Rows rows = Rows.NONE;

  /**
   * Appends a row and returns true; of several of one line the last stays, as a single row.
   *
   * @param line a number that differs from line to line
   */
  boolean append(long line, long step, long time, double value) {
    if (line == lastLine) {
      values[size - 1] = value; // no view has seen this row: a line is appended under one lock
      return false;
    }
    lastLine = line;
    if (size == steps.length) {
      int larger = size + (size >> 1);
      steps = Arrays.copyOf(steps, larger);
      times = Arrays.copyOf(times, larger);
      values = Arrays.copyOf(values, larger);
    }
    increasing &= size == 0 || Long.compareUnsigned(steps[size - 1], step) < 0;
    steps[size] = step;
    times[size] = time;
    values[size] = value;
    size++;
    return true;
  }

  /** The same view until another row comes, as it remembers what it has worked out. */
  Rows rows() {
    if (rows.size() != size) {
      rows = new Rows(steps, times, values, size, increasing);
    }
    return rows;
  }
}
