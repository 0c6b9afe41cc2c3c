package com.example.client;

import java.util.Arrays;
import java.util.Map;

/** Counts of values in bins of the same width. Immutable. */
public final class Histogram {
  private static final int BINS = 64;

  private final long[] counts = new long[BINS];
  private final double[] edges = new double[BINS + 1];

  private Histogram(double[] samples) {
    double least = Arrays.stream(samples).min().orElse(0);
    double greatest = Arrays.stream(samples).max().orElse(1);
    double width = greatest > least ? (greatest - least) / BINS : 1.0 / BINS;
    for (int i = 0; i <= BINS; i++) {
      edges[i] = least + i * width;
    }
    for (double sample : samples) {
      counts[Math.min((int) ((sample - least) / width), BINS - 1)]++;
    }
  }

  /** In 64 bins from the least to the greatest of these finite numbers. */
  public static Histogram of(double[] samples) {
    return new Histogram(samples);
  }

  public long[] counts() {
    return counts.clone();
  }

  /** Where bins begin, and where the last one ends. */
  public double[] edges() {
    return edges.clone();
  }

  Map<String, Object> json() {
    return Map.of("_type", "histogram", "values", counts, "bins", edges);
  }
}
