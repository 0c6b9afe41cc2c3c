package ai.trainy.pluto;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often values fall into bins of equal width. Immutable.
 *
 * <p>Pluto reads whole counts in bins of equal width and nothing else (the protocol, section 20,
 * row 26): other counts are rounded, and other bins are put into equal ones, each count spread
 * evenly over the width of its bin.
 */
public final class Histogram {
  private static final int DEFAULT_BINS = 64;
  private static final int MAX_BINS = 10_000;

  /** How much two widths may differ and still count as equal, as a share of a bin. */
  private static final double TOLERANCE = 1e-3;

  private final long[] counts;
  private final double lowest;
  private final double highest;

  private Histogram(long[] counts, double lowest, double highest) {
    this.counts = counts;
    this.lowest = lowest;
    this.highest = highest;
  }

  /** {@link #of(double[], int)} with 64 bins. */
  public static Histogram of(double[] samples) {
    return of(samples, DEFAULT_BINS);
  }

  /**
   * Counts samples. Those that are not finite are left out. Without a spread the bins lie half to
   * each side of the only value.
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
    if (lowest == highest) {
      lowest -= 0.5;
      highest += 0.5;
    }
    long[] counts = new long[bins];
    for (double sample : samples) {
      if (Double.isFinite(sample)) {
        counts[binOf(sample, lowest, highest, bins)]++;
      }
    }
    return new Histogram(counts, lowest, highest);
  }

  private static int binOf(double value, double lowest, double highest, int bins) {
    // Halved, since the spread of two doubles need not be one.
    double share = (value / 2 - lowest / 2) / (highest / 2 - lowest / 2);
    return Math.min((int) (share * bins), bins - 1);
  }

  /**
   * Takes a histogram that is already made.
   *
   * @param counts one for each bin, not negative
   * @param edges one more than counts, growing: bin i lies between edge i and edge i + 1
   * @throws IllegalArgumentException if they are not so
   */
  public static Histogram ofCounts(double[] counts, double[] edges) {
    check(counts, edges);
    double lowest = edges[0];
    double highest = edges[counts.length];
    double[] even = areEven(edges) ? counts : spread(counts, edges);
    long[] whole = new long[even.length];
    for (int i = 0; i < even.length; i++) {
      whole[i] = Math.round(even[i]);
    }
    return new Histogram(whole, lowest, highest);
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

  private static boolean areEven(double[] edges) {
    double width = (edges[edges.length - 1] - edges[0]) / (edges.length - 1);
    for (int i = 1; i < edges.length; i++) {
      if (Math.abs(edges[i] - edges[0] - i * width) > TOLERANCE * width) {
        return false;
      }
    }
    return true;
  }

  /** As many bins of equal width, with the same sum: rounded so that none of it gets lost. */
  private static double[] spread(double[] counts, double[] edges) {
    int bins = counts.length;
    double lowest = edges[0];
    double width = (edges[bins] - lowest) / bins;
    double[] even = new double[bins];
    for (int i = 0; i < bins; i++) {
      int first = Math.min((int) ((edges[i] - lowest) / width), bins - 1);
      for (int bin = first; bin < bins && lowest + bin * width < edges[i + 1]; bin++) {
        double from = Math.max(edges[i], lowest + bin * width);
        double to =
            bin == bins - 1 ? edges[i + 1] : Math.min(edges[i + 1], lowest + (bin + 1) * width);
        even[bin] += counts[i] * Math.max(to - from, 0) / (edges[i + 1] - edges[i]);
      }
    }
    double carried = 0;
    for (int bin = 0; bin < bins; bin++) {
      double wanted = even[bin] + carried;
      even[bin] = Math.rint(wanted);
      carried = wanted - even[bin];
    }
    return even;
  }

  /** The form that readers expect (the protocol, section 8.3). */
  Map<String, Object> data() {
    List<Object> freq = new ArrayList<>(counts.length);
    long most = 0;
    for (long count : counts) {
      freq.add(count);
      most = Math.max(most, count);
    }
    Map<String, Object> bins = new LinkedHashMap<>();
    bins.put("min", lowest);
    bins.put("max", highest);
    bins.put("num", counts.length);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("freq", freq);
    data.put("maxFreq", most);
    data.put("bins", bins);
    data.put("shape", "uniform");
    data.put("type", "Histogram");
    data.put("v", 1);
    return data;
  }
}
