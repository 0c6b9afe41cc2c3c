package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

  @Test
  void countsInSixtyFourBins() {
    Histogram histogram = Histogram.of(new Random(1).doubles(1000).toArray());

    assertThat(histogram.counts()).hasSize(64);
    assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(1000);
    assertThat(histogram.edges()).hasSize(65);
  }

  @Test
  void countsWhatIsOnAnEdgeInTheBinAboveButTheLast() {
    Histogram histogram = Histogram.of(new double[] {0, 1, 1.5, 2, 4}, 4);

    assertThat(histogram.edges()).containsExactly(0, 1, 2, 3, 4);
    assertThat(histogram.counts()).containsExactly(1, 2, 1, 1);
  }

  @Test
  void countsOneValueInTheMiddle() {
    Histogram histogram = Histogram.of(new double[] {3, 3}, 2);

    assertThat(histogram.edges()).containsExactly(2.5, 3, 3.5);
    assertThat(histogram.counts()).containsExactly(0, 2);
  }

  @Test
  void countsNothing() {
    Histogram histogram = Histogram.of(new double[0], 2);

    assertThat(histogram.edges()).containsExactly(0, 0.5, 1);
    assertThat(histogram.counts()).containsExactly(0, 0);
  }

  @Test
  void countsOverTheRangeOfAllDoubles() {
    Histogram histogram = Histogram.of(new double[] {-Double.MAX_VALUE, 0, Double.MAX_VALUE}, 2);

    assertThat(histogram.edges()).containsExactly(-Double.MAX_VALUE, 0, Double.MAX_VALUE);
    assertThat(histogram.counts()).containsExactly(1, 2);
  }

  @Test
  void takesCounts() {
    long[] counts = {3, 0};
    double[] edges = {0, 1, 10};
    Histogram histogram = Histogram.ofCounts(counts, edges);
    counts[0] = 7;
    edges[0] = 7;
    histogram.counts()[1] = 7;

    assertThat(histogram.counts()).containsExactly(3, 0);
    assertThat(histogram.edges()).containsExactly(0, 1, 10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesASampleThatHasNoBin(double sample) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Histogram.of(new double[] {1, sample}))
        .withMessage("a sample of %s has no bin", sample);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 513})
  void refusesANumberOfBinsThatWandbDoesNotShow(int bins) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Histogram.of(new double[] {1}, bins))
        .withMessage("a histogram has 1 to 512 bins, not %d", bins);
  }

  @Test
  void refusesCountsThatDoNotFitTheirEdges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Histogram.ofCounts(new long[2], new double[] {0, 1}))
        .withMessage("2 bins have 3 edges, not 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Histogram.ofCounts(new long[] {-1}, new double[] {0, 1}))
        .withMessage("a count of -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Histogram.ofCounts(new long[2], new double[] {0, 1, 1}))
        .withMessage("edges are finite and rise, unlike 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Histogram.ofCounts(new long[1], new double[] {0, Double.NaN}))
        .withMessage("edges are finite and rise, unlike NaN");
  }
}
