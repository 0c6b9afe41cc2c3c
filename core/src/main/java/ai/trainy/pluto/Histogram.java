package ai.trainy.pluto;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of values in bins of equal width. Immutable.
 *
 * <p>Pluto supports only whole counts in bins of equal width (the protocol, section 20, row 26).
 * Fractional counts are therefore scaled by a power of ten and rounded. Other bins are converted to
 * bins of equal width, each count spread evenly over the width of its bin.
 */
public final class Histogram {
  private static final int DEFAULT_BINS = 64;
  private static final int MAX_BINS = 10_000;

  /** The least value to which the highest fractional count is scaled. */
  private static final double SCALED_HEIGHT = 1000;

  /** The difference of two widths that still count as equal, as a fraction of a bin. */
  private static final double TOLERANCE = 1e-3;

  private final long[] counts;
  private final Bins bins;

  private Histogram(long[] counts, Bins bins) {
    this.counts = counts;
    this.bins = bins;
  }

  /** Counts samples in 64 bins, see {@link #of(double[], int)}. */
  public static Histogram of(double[] samples) {
    return of(samples, DEFAULT_BINS);
  }

  /**
   * Counts samples. Samples that are not finite are ignored. If all are equal, the bins surround
   * that value.
   *
   * @param bins 1 to 10,000
   * @throws IllegalArgumentException if no sample is finite
   */
  public static Histogram of(double[] samples, int bins) {
    if (bins < 1 || bins > MAX_BINS) {
      throw new IllegalArgumentException("a histogram of " + bins + " bins");
    }
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (double sample : samples) {
      if (Double.isFinite(sample)) {
        lowest = Math.min(lowest, sample);
        highest = Math.max(highest, sample);
      }
    }
    if (lowest > highest) {
      throw new IllegalArgumentException(
          "a histogram of " + samples.length + " values, none of them finite");
    }
    Bins even = Bins.around(lowest, highest, bins);
    long[] counts = new long[bins];
    for (double sample : samples) {
      if (Double.isFinite(sample)) {
        counts[even.of(sample)]++;
      }
    }
    return new Histogram(counts, even);
  }

  /**
   * Creates a histogram from existing counts.
   *
   * @param counts one for each bin, not negative
   * @param edges one more than counts, ascending: bin i lies between edge i and edge i + 1
   * @throws IllegalArgumentException if the arguments are invalid
   */
  public static Histogram ofCounts(double[] counts, double[] edges) {
    check(counts, edges);
    Bins even = new Bins(edges[0], edges[counts.length], counts.length);
    double[] places = new double[edges.length];
    for (int i = 0; i < edges.length; i++) {
      places[i] = even.below(edges[i]);
    }
    double[] scaled = scaled(counts);
    return new Histogram(whole(areEven(places) ? scaled : spread(scaled, places)), even);
  }

  /**
   * Multiplies fractional counts, such as densities, by a power of ten; rounding them as they are
   * would lose their shape.
   */
  private static double[] scaled(double[] counts) {
    double highest = 0;
    boolean fractions = false;
    for (double count : counts) {
      highest = Math.max(highest, count);
      fractions |= count != Math.rint(count);
    }
    double scale = 1;
    while (fractions && highest * scale < SCALED_HEIGHT) {
      scale *= 10;
    }
    double[] scaled = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      scaled[i] = counts[i] * scale;
    }
    return scaled;
  }

  private static void check(double[] counts, double[] edges) {
    if (edges.length < 2 || edges.length != counts.length + 1) {
      throw new IllegalArgumentException(
          "a histogram of " + counts.length + " counts and " + edges.length + " edges");
    }
    if (counts.length > MAX_BINS) {
      throw new IllegalArgumentException("a histogram of " + counts.length + " bins");
    }
    for (int i = 0; i < counts.length; i++) {
      if (!(edges[i] < edges[i + 1])
          || !Double.isFinite(edges[i])
          || !Double.isFinite(edges[i + 1])) {
        throw new IllegalArgumentException(
            "a histogram whose edges do not grow: " + edges[i] + ", " + edges[i + 1]);
      }
      if (!(counts[i] >= 0) || Double.isInfinite(counts[i])) {
        throw new IllegalArgumentException("a histogram with a count of " + counts[i]);
      }
    }
  }

  /**
   * @param places the edges, in units of bins of equal width
   */
  private static boolean areEven(double[] places) {
    for (int i = 0; i < places.length; i++) {
      if (Math.abs(places[i] - i) > TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  /** Returns counts for the same number of bins of equal width, with the same sum. */
  private static double[] spread(double[] counts, double[] places) {
    int bins = counts.length;
    double[] even = new double[bins];
    for (int i = 0; i < bins; i++) {
      int first = Math.min((int) places[i], bins - 1);
      double width = places[i + 1] - places[i];
      if (places[i + 1] <= first + 1 || first == bins - 1) {
        even[first] += counts[i];
        continue;
      }
      for (int bin = first; bin < bins && bin < places[i + 1]; bin++) {
        double from = Math.max(places[i], bin);
        double to = Math.min(places[i + 1], bin + 1);
        even[bin] += counts[i] * ((to - from) / width);
      }
    }
    return even;
  }

  /**
   * Rounds counts, carrying each rounding difference over to the next count, so that the sum stays
   * the same.
   */
  private static long[] whole(double[] counts) {
    long[] whole = new long[counts.length];
    double carried = 0;
    for (int i = 0; i < counts.length; i++) {
      double wanted = counts[i] + carried;
      double rounded = Math.rint(wanted);
      carried = wanted - rounded;
      whole[i] = (long) rounded;
    }
    return whole;
  }

  /** Returns the form that readers expect (the protocol, section 8.3). */
  Map<String, Object> data() {
    List<Object> freq = new ArrayList<>(counts.length);
    long most = 0;
    for (long count : counts) {
      freq.add(count);
      most = Math.max(most, count);
    }
    Map<String, Object> range = new LinkedHashMap<>();
    range.put("min", bins.lowest());
    range.put("max", bins.highest());
    range.put("num", bins.count());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("freq", freq);
    data.put("maxFreq", most);
    data.put("bins", range);
    data.put("shape", "uniform");
    data.put("type", "Histogram");
    data.put("v", 1);
    return data;
  }
}
