package ai.trainy.pluto.agent.values;

import static ai.trainy.pluto.agent.binding.ValuePart.BINS;
import static ai.trainy.pluto.agent.binding.ValuePart.COUNTS;
import static ai.trainy.pluto.agent.binding.ValuePart.EDGES;
import static ai.trainy.pluto.agent.binding.ValuePart.SAMPLES;

import ai.trainy.pluto.Histogram;
import org.jspecify.annotations.Nullable;

/** Histograms of the program: counted ones, or what is to be counted. */
final class ForeignHistogram {
  private static final String WHAT = "a histogram";

  private ForeignHistogram() {}

  /** Null for a value that has neither. */
  static @Nullable Object of(MediaFields parts) {
    Object counts = parts.get(COUNTS);
    Object edges = parts.get(EDGES);
    // A number is how many there are.
    if (counts != null && edges != null && !(edges instanceof Number)) {
      return Histogram.ofCounts(
          Samples.numbers(counts, parts, WHAT), Samples.numbers(edges, parts, WHAT));
    }
    Object samples = parts.get(SAMPLES);
    if (samples == null) {
      return null;
    }
    double[] numbers = Samples.numbers(samples, parts, WHAT);
    Object bins = parts.get(BINS);
    return bins instanceof Number
        ? Histogram.of(numbers, ((Number) bins).intValue())
        : Histogram.of(numbers);
  }
}
