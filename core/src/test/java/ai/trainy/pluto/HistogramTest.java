package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
  @Test
  void isWhatReadersExpect() {
    Map<String, Object> data =
        Histogram.ofCounts(new double[] {2, 9, 4, 0}, new double[] {-1, -0.5, 0, 0.5, 1}).data();

    assertThat(data)
        .isEqualTo(
            Map.of(
                "freq",
                List.of(2L, 9L, 4L, 0L),
                "maxFreq",
                9L,
                "bins",
                Map.of("min", -1.0, "max", 1.0, "num", 4),
                "shape",
                "uniform",
                "type",
                "Histogram",
                "v",
                1));
    assertReadable(data);
  }

  @Test
  void has64BinsUnlessAskedOtherwise() {
    assertThat(counts(Histogram.of(new double[] {1, 2, 3}))).hasSize(64);
    assertThat(counts(Histogram.of(new double[] {1, 2, 3}, 3))).containsExactly(1L, 1L, 1L);
    assertThat(counts(Histogram.of(new double[] {1, 2, 3}, 1))).containsExactly(3L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_001})
  void takesNoSuchNumberOfBins(int bins) {
    assertThatThrownBy(() -> Histogram.of(new double[] {1}, bins))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a histogram of " + bins + " bins");
  }

  @Test
  void putsAValueOnAnEdgeIntoTheUpperBinAndTheHighestIntoTheLast() {
    double[] whole = new double[101];
    Arrays.setAll(whole, i -> i);

    Long[] expected = new Long[100];
    Arrays.fill(expected, 1L);
    expected[99] = 2L;
    assertThat(counts(Histogram.of(whole, 100))).containsExactly(expected);
  }

  @Test
  void countsAsOneDoesWhoLooksThroughTheEdges() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      int bins = 1 + random.nextInt(80);
      double scale = Math.pow(10, random.nextInt(40) - 20);
      double offset = random.nextBoolean() ? 0 : random.nextGaussian() * scale;
      boolean coarse = random.nextBoolean();
      double[] samples = new double[2 + random.nextInt(400)];
      for (int i = 0; i < samples.length; i++) {
        double sample = coarse ? random.nextInt(20) / 10.0 : random.nextGaussian();
        samples[i] = sample * scale + offset;
      }
      if (Arrays.stream(samples).distinct().count() > 1) {
        assertThat(counts(Histogram.of(samples, bins)))
            .as("round %d", round)
            .isEqualTo(counted(samples, bins));
      }
    }
  }

  /** The last edge that is not above it, the last bin closed. */
  private static List<Long> counted(double[] samples, int bins) {
    double lowest = Arrays.stream(samples).min().orElseThrow();
    double highest = Arrays.stream(samples).max().orElseThrow();
    double width = (highest - lowest) / bins;
    Long[] counts = new Long[bins];
    Arrays.fill(counts, 0L);
    for (double sample : samples) {
      int bin = bins - 1;
      while (bin > 0 && lowest + bin * width > sample) {
        bin--;
      }
      counts[bin]++;
    }
    return List.of(counts);
  }

  @Test
  void leavesOutWhatIsNotFinite() {
    double[] samples = {Double.NaN, 0, Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY};

    Histogram histogram = Histogram.of(samples, 2);

    assertThat(counts(histogram)).containsExactly(1L, 1L);
    assertThat(range(histogram)).containsExactly(0.0, 1.0);
  }

  @Test
  void takesNoSamplesWithoutAFiniteOne() {
    assertThatThrownBy(() -> Histogram.of(new double[] {Double.NaN, Double.POSITIVE_INFINITY}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a histogram of 2 values, none of them finite");
    assertThatThrownBy(() -> Histogram.of(new double[0]))
        .hasMessage("a histogram of 0 values, none of them finite");
  }

  @Test
  void liesAroundTheOnlyValue() {
    Histogram histogram = Histogram.of(new double[] {3, 3, 3}, 4);

    assertThat(range(histogram)).containsExactly(2.5, 3.5);
    assertThat(counts(histogram)).containsExactly(0L, 0L, 3L, 0L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e17, -1e17, 1e300, Double.MAX_VALUE, -Double.MAX_VALUE, 0, -0.0})
  void hasBinsOfSomeWidthAroundAValueOfAnySize(double value) {
    Histogram histogram = Histogram.of(new double[] {value, value});

    assertReadable(histogram.data());
    assertThat(sum(histogram)).isEqualTo(2);
  }

  @Test
  void hasBinsOfSomeWidthForValuesThatHardlyDiffer() {
    for (double[] close :
        List.of(
            new double[] {1, Math.nextUp(1.0)},
            new double[] {0, Double.MIN_VALUE},
            new double[] {-Double.MIN_VALUE, 3 * Double.MIN_VALUE},
            new double[] {1e300, Math.nextUp(1e300)})) {
      Histogram histogram = Histogram.of(close);

      assertReadable(histogram.data());
      assertThat(sum(histogram)).isEqualTo(2);
      List<Double> range = range(histogram);
      assertThat((range.get(1) - range.get(0)) / 64).isGreaterThan(Math.ulp(range.get(1)) / 2);
    }
  }

  @Test
  void spansAnyTwoDoubles() {
    double most = Double.MAX_VALUE;
    Histogram histogram = Histogram.of(new double[] {-most, -most / 2, 0, most / 2, most}, 4);

    assertReadable(histogram.data());
    assertThat(counts(histogram)).containsExactly(1L, 1L, 1L, 2L);
  }

  @Test
  void countsWithFractionsKeepTheirShape() {
    double[] edges = {0, 1, 2, 3, 4, 5};

    assertThat(counts(Histogram.ofCounts(new double[] {1.4, 1.4, 1.2, 0, 2}, edges)))
        .containsExactly(1400L, 1400L, 1200L, 0L, 2000L);
    assertThat(counts(Histogram.ofCounts(new double[] {0.2, 0.2, 0.2, 0.2, 0.2}, edges)))
        .containsExactly(2000L, 2000L, 2000L, 2000L, 2000L);
    assertThat(counts(Histogram.ofCounts(new double[] {1e-300, 0.5, 1e5, 0, 0}, edges)))
        .containsExactly(0L, 0L, 100_000L, 0L, 0L);
    assertThat(counts(Histogram.ofCounts(new double[] {1e-300, 0, 0, 0, 0}, edges)).get(0))
        .isGreaterThanOrEqualTo(1000);
  }

  @Test
  void keepsCountsThatAreLargerThanAnInt() {
    double[] counts = {1L << 40, (1L << 53) - 1};

    assertThat(counts(Histogram.ofCounts(counts, new double[] {0, 1, 2})))
        .containsExactly(1L << 40, (1L << 53) - 1);
  }

  @Test
  void takesEdgesThatAreEvenButForRounding() {
    double[] edges = new double[65];
    double[] counts = new double[64];
    Arrays.setAll(edges, i -> (double) (float) (-0.3 + i * 0.017));
    Arrays.setAll(counts, i -> i);

    assertThat(counts(Histogram.ofCounts(counts, edges)))
        .isEqualTo(Arrays.stream(counts).mapToObj(c -> (long) c).collect(Collectors.toList()));
  }

  @Test
  void putsUnevenBinsIntoEvenOnes() {
    Histogram histogram = Histogram.ofCounts(new double[] {10, 30}, new double[] {0, 1, 4});

    // 0 to 2 holds the first bin and a third of the second.
    assertThat(counts(histogram)).containsExactly(20L, 20L);
    assertThat(range(histogram)).containsExactly(0.0, 4.0);
  }

  @Test
  void keepsTheSumOfUnevenBinsOfAnyKind() {
    double[] powers = {1e-300, 1e-200, 1e-100, 1, 1e100, 1e200, 1e300};
    assertThat(sum(Histogram.ofCounts(new double[] {1, 2, 3, 4, 5, 6}, powers))).isEqualTo(21);

    double[] all = {-Double.MAX_VALUE, -1, 1, Double.MAX_VALUE};
    assertThat(sum(Histogram.ofCounts(new double[] {7, 1, 5}, all))).isEqualTo(13);

    double[] subnormal = {0, Double.MIN_VALUE, 3 * Double.MIN_VALUE};
    assertThat(sum(Histogram.ofCounts(new double[] {7, 9}, subnormal))).isEqualTo(16);
  }

  @Test
  void isReadableAndKeepsTheSumWhateverTheEdgesAre() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      int bins = 1 + random.nextInt(100);
      double[] edges = new double[bins + 1];
      edges[0] = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
      double step = Math.pow(10, random.nextInt(10) - 5);
      for (int i = 1; i <= bins; i++) {
        edges[i] =
            Math.max(
                edges[i - 1] + step * Math.exp(3 * random.nextGaussian()),
                Math.nextUp(edges[i - 1]));
      }
      double[] counts = new double[bins];
      boolean whole = random.nextBoolean();
      Arrays.setAll(counts, i -> whole ? random.nextInt(1_000_000) : random.nextDouble() * 9);

      Histogram histogram = Histogram.ofCounts(counts, edges);

      assertReadable(histogram.data());
      double scale = scale(counts);
      assertThat((double) sum(histogram))
          .as("round %d", round)
          .isEqualTo(Arrays.stream(counts).sum() * scale, within(0.5 + 1e-4));
      assertThat(range(histogram)).containsExactly(edges[0], edges[bins]);
    }
  }

  /** What counts with fractions are scaled by. */
  private static double scale(double[] counts) {
    double scale = 1;
    if (Arrays.stream(counts).anyMatch(count -> count != Math.rint(count))) {
      while (Arrays.stream(counts).max().orElseThrow() * scale < 1000) {
        scale *= 10;
      }
    }
    return scale;
  }

  @Test
  void takesNoCountsThatDoNotFitTheirEdges() {
    assertRefused(new double[] {}, new double[] {}, "a histogram of 0 counts and 0 edges");
    assertRefused(new double[] {}, new double[] {1}, "a histogram of 0 counts and 1 edges");
    assertRefused(new double[] {1, 2}, new double[] {1, 2}, "a histogram of 2 counts and 2 edges");
    assertRefused(new double[10_001], new double[10_002], "a histogram of 10001 bins");
    assertRefused(
        new double[] {1, 2},
        new double[] {0, 2, 1},
        "a histogram whose edges do not grow: 2.0, 1.0");
    assertRefused(
        new double[] {1}, new double[] {1, 1}, "a histogram whose edges do not grow: 1.0, 1.0");
    assertRefused(
        new double[] {1},
        new double[] {0, Double.POSITIVE_INFINITY},
        "a histogram whose edges do not grow: 0.0, Infinity");
    assertRefused(
        new double[] {1},
        new double[] {Double.NaN, 1},
        "a histogram whose edges do not grow: NaN, 1.0");
    assertRefused(new double[] {-1}, new double[] {0, 1}, "a histogram with a count of -1.0");
    assertRefused(
        new double[] {Double.NaN}, new double[] {0, 1}, "a histogram with a count of NaN");
  }

  private static void assertRefused(double[] counts, double[] edges, String message) {
    assertThatThrownBy(() -> Histogram.ofCounts(counts, edges))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** The rules of the protocol, sections 8.3 and 20, row 26. */
  private static void assertReadable(Map<String, Object> data) {
    List<?> freq = (List<?>) data.get("freq");
    Map<?, ?> bins = (Map<?, ?>) data.get("bins");
    assertThat(freq).isNotEmpty().allMatch(count -> count instanceof Long && (Long) count >= 0);
    assertThat(data.get("maxFreq"))
        .isEqualTo(freq.stream().mapToLong(count -> (Long) count).max().orElseThrow());
    assertThat(bins.get("num")).isEqualTo(freq.size());
    assertThat((Double) bins.get("min")).isFinite().isLessThan((Double) bins.get("max"));
    assertThat((Double) bins.get("max")).isFinite();
    assertThat(data).containsEntry("shape", "uniform").containsEntry("type", "Histogram");
  }

  private static List<Long> counts(Histogram histogram) {
    return ((List<?>) histogram.data().get("freq"))
        .stream().map(count -> (Long) count).collect(Collectors.toList());
  }

  private static long sum(Histogram histogram) {
    return counts(histogram).stream().mapToLong(Long::longValue).sum();
  }

  private static List<Double> range(Histogram histogram) {
    Map<?, ?> bins = (Map<?, ?>) histogram.data().get("bins");
    return List.of((Double) bins.get("min"), (Double) bins.get("max"));
  }
}
