package com.example.wandb;

/**
 * Counts of values in bins; each bin has its lower edge, the last one also its upper. Immutable.
 */
public final class Histogram {

  private static final int DEFAULT_BINS = 64;

  /** As many as wandb shows. */
  private static final int MAX_BINS = 512;

  private final long[] counts;
  private final double[] edges;

  private Histogram(long[] counts, double[] edges) {
    this.counts = counts;
    this.edges = edges;
  }

  /** In 64 bins from the least to the greatest sample. */
  public static Histogram of(double[] samples) {
    return of(samples, DEFAULT_BINS);
  }

  /**
   * In so many equal bins from the least to the greatest sample; half to each side of the one value
   * that there is, from 0 to 1 if there is none.
   */
  public static Histogram of(double[] samples, int bins) {
    requireBins(bins);
    double[] edges = edges(samples, bins);
    long[] counts = new long[bins];
    for (double sample : samples) {
      counts[bin(sample, edges)]++;
    }
    return new Histogram(counts, edges);
  }

  /** As counted elsewhere: {@code edges} has one more than {@code counts}, each above the last. */
  public static Histogram ofCounts(long[] counts, double[] edges) {
    requireBins(counts.length);
    if (edges.length != counts.length + 1) {
      throw new IllegalArgumentException(
          counts.length + " bins have " + (counts.length + 1) + " edges, not " + edges.length);
    }
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a count of " + count);
      }
    }
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
        throw new IllegalArgumentException("edges are finite and rise, unlike " + edges[i]);
      }
    }
    return new Histogram(counts.clone(), edges.clone());
  }

  public long[] counts() {
    return counts.clone();
  }

  /** One more than there are counts. */
  public double[] edges() {
    return edges.clone();
  }

  private static double[] edges(double[] samples, int bins) {
    double least = samples.length == 0 ? 0 : samples[0];
    double greatest = samples.length == 0 ? 1 : samples[0];
    for (double sample : samples) {
      if (!Double.isFinite(sample)) {
        throw new IllegalArgumentException("a sample of " + sample + " has no bin");
      }
      least = Math.min(least, sample);
      greatest = Math.max(greatest, sample);
    }
    if (least == greatest) {
      least -= 0.5;
      greatest += 0.5;
    }
    double[] edges = new double[bins + 1];
    for (int i = 0; i < bins; i++) {
      double share = (double) i / bins;
      // Not least + width * share: the width of all doubles is none.
      edges[i] = least * (1 - share) + greatest * share;
    }
    edges[bins] = greatest;
    return edges;
  }

  private static int bin(double sample, double[] edges) {
    int low = 0;
    int high = edges.length - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (sample < edges[middle]) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private static void requireBins(int bins) {
    if (bins < 1 || bins > MAX_BINS) {
      throw new IllegalArgumentException("a histogram has 1 to " + MAX_BINS + " bins, not " + bins);
    }
  }
}
