package ai.trainy.pluto.local;

import java.util.AbstractList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of one metric at one moment. Never changes; remembers what takes long to work out. */
final class Rows {
  /** There is no row to ask for. */
  static final IntFunction<Point> NO_ROWS =
      row -> {
        throw new IndexOutOfBoundsException(row);
      };

  static final Rows NONE = new Rows(NO_ROWS, 0, true);

  private final IntFunction<Point> rows;
  private final int size;
  private final boolean increasing;

  /** The rows to show, by step; null until they are asked for. */
  private volatile int @Nullable [] shown;

  /**
   * @param rows what must never change, up to {@code size}
   * @param increasing whether each step is higher than the one before
   */
  Rows(IntFunction<Point> rows, int size, boolean increasing) {
    this.rows = rows;
    this.size = size;
    this.increasing = increasing;
  }

  /** The number of rows received. */
  int size() {
    return size;
  }

  /** The number of distinct steps. */
  int distinct() {
    return increasing ? size : shown().length;
  }

  /** The rows in the order of arrival, replays included. */
  List<Point> arrivals() {
    return view(size, row -> row);
  }

  /**
   * One point per step, by step: the highest time wins, then the latest arrival (the protocol,
   * section 8.6).
   */
  List<Point> points() {
    if (increasing) {
      return arrivals();
    }
    int[] winners = shown();
    return view(winners.length, i -> winners[i]);
  }

  private int[] shown() {
    int[] known = shown;
    if (known != null) {
      return known;
    }
    long[] steps = new long[size];
    long[] times = new long[size];
    for (int row = 0; row < size; row++) {
      Point point = rows.apply(row);
      steps[row] = point.step();
      times[row] = point.time();
    }
    Comparator<Integer> byStep = (a, b) -> Long.compareUnsigned(steps[a], steps[b]);
    Comparator<Integer> byTime = (a, b) -> Long.compareUnsigned(times[a], times[b]);
    int[] sorted =
        IntStream.range(0, size)
            .boxed()
            .sorted(byStep.thenComparing(byTime)) // stable: equal rows stay in order of arrival
            .mapToInt(Integer::intValue)
            .toArray();
    known =
        IntStream.range(0, size)
            .filter(i -> i == size - 1 || steps[sorted[i]] != steps[sorted[i + 1]])
            .map(i -> sorted[i])
            .toArray();
    shown = known;
    return known;
  }

  /** The point of the highest step; the metric must have one. */
  Point last() {
    return rows.apply(increasing ? size - 1 : shown()[shown().length - 1]);
  }

  /** A list that makes its points when asked, so that millions of them cost nothing. */
  private List<Point> view(int length, IntUnaryOperator rowAt) {
    return new AbstractList<>() {
      @Override
      public Point get(int index) {
        return rows.apply(rowAt.applyAsInt(Objects.checkIndex(index, length)));
      }

      @Override
      public int size() {
        return length;
      }
    };
  }
}
