package ai.trainy.pluto;

/** Bins of equal width between two values. Immutable. */
final class Bins {
  /** The spread of any two doubles, times any number of bins, is a double once it is so small. */
  private static final double SMALLER = 0x1p-16;

  private final double lowest;
  private final double highest;
  private final int count;
  private final double scale;

  /** What lies between {@link #lowest} and {@link #highest}, scaled. */
  private final double spread;

  /**
   * @param highest above {@code lowest}
   */
  Bins(double lowest, double highest, int count) {
    this.lowest = lowest;
    this.highest = highest;
    this.count = count;
    this.scale = Double.isFinite((highest - lowest) * count) ? 1 : SMALLER;
    this.spread = highest * scale - lowest * scale;
  }

  /** Bins that hold all of these; to each side of them if they lie too close to be told apart. */
  static Bins around(double lowest, double highest, int count) {
    double precision = Math.ulp(Math.max(Math.abs(lowest), Math.abs(highest)));
    if ((highest - lowest) / count > precision) {
      return new Bins(lowest, highest, count);
    }
    double margin = Math.max(0.5, count * precision);
    return new Bins(
        Math.max(lowest - margin, -Double.MAX_VALUE),
        Math.min(highest + margin, Double.MAX_VALUE),
        count);
  }

  double lowest() {
    return lowest;
  }

  double highest() {
    return highest;
  }

  int count() {
    return count;
  }

  /** How many bins, and what part of one, lie below a value. */
  double below(double value) {
    return (value * scale - lowest * scale) * count / spread;
  }

  /** The bin of a value: of two that meet there the upper one, as numpy has it. */
  int of(double value) {
    int bin = Math.min((int) below(value), count - 1);
    // What is below is rounded; an edge itself must not end up in the lower bin for that.
    if (bin < count - 1 && value * scale >= edge(bin + 1)) {
      return bin + 1;
    }
    return bin > 0 && value * scale < edge(bin) ? bin - 1 : bin;
  }

  /** Where a bin begins, scaled; the readers' formula. */
  private double edge(int bin) {
    return lowest * scale + bin * (spread / count);
  }
}
