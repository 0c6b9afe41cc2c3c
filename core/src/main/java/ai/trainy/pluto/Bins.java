package ai.trainy.pluto;

/** Bins of equal width between two values. Immutable. */
final class Bins {
  /**
   * Scaled down this far, the spread of any two doubles times any number of bins is still a double.
   */
  private static final double SMALLER = 0x1p-16;

  private final double lowest;
  private final double highest;
  private final int count;
  private final double scale;

  /** The scaled distance between {@link #lowest} and {@link #highest}. */
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

  /**
   * Returns bins that contain all of these; wider than that if the two are too close to be
   * distinguished.
   */
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

  /** Returns how many bins, including a fraction, lie below a value. */
  double below(double value) {
    return (value * scale - lowest * scale) * count / spread;
  }

  /** Returns the bin of a value; at an edge the upper one, as in numpy. */
  int of(double value) {
    int bin = Math.min((int) below(value), count - 1);
    // below() rounds; an edge must not end up in the lower bin because of that.
    if (bin < count - 1 && value * scale >= edge(bin + 1)) {
      return bin + 1;
    }
    return bin > 0 && value * scale < edge(bin) ? bin - 1 : bin;
  }

  /** Returns the lower edge of a bin, scaled, by the same formula as the readers. */
  private double edge(int bin) {
    return lowest * scale + bin * (spread / count);
  }
}
