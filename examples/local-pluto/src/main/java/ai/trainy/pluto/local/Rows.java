package ai.trainy.pluto.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of one metric at one moment. Immutable. */
final class Rows {
  static final Rows NONE = new Rows(new long[0], new long[0], new double[0], 0, true);

  private final long[] steps;
  private final long[] times;
  private final double[] values;
  private final int size;
  private final boolean increasing;

  /** The first {@code size} elements of the arrays must never change again. */
  Rows(long[] steps, long[] times, double[] values, int size, boolean increasing) {
    this.steps = steps;
    this.times = times;
    this.values = values;
    this.size = size;
    this.increasing = increasing;
  }

  /** The number of rows received. */
  int size() {
    return size;
  }

  /** The number of distinct steps. */
  int distinct() {
    return increasing
        ? size
        : (int) Arrays.stream(Arrays.copyOf(steps, size)).sorted().distinct().count();
  }

  /** The rows in the order of arrival, replays included. */
  List<Point> arrivals() {
    List<Point> arrivals = new ArrayList<>(size);
    for (int row = 0; row < size; row++) {
      arrivals.add(point(row));
    }
    return Collections.unmodifiableList(arrivals);
  }

  /** One point per step, by step: the highest time wins, then the latest arrival (section 8.6). */
  List<Point> points() {
    if (increasing) {
      return arrivals();
    }
    Comparator<Integer> byStep = (a, b) -> Long.compareUnsigned(steps[a], steps[b]);
    Comparator<Integer> byTime = (a, b) -> Long.compareUnsigned(times[a], times[b]);
    List<Point> points = new ArrayList<>();
    IntStream.range(0, size)
        .boxed()
        .sorted(byStep.thenComparing(byTime)) // a stable sort keeps equal rows in order of arrival
        .forEach(
            row -> {
              int last = points.size() - 1;
              if (last >= 0 && points.get(last).step() == steps[row]) {
                points.set(last, point(row));
              } else {
                points.add(point(row));
              }
            });
    return Collections.unmodifiableList(points);
  }

  private Point point(int row) {
    return new Point(steps[row], times[row], values[row]);
  }
}
