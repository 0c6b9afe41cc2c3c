package ai.trainy.pluto.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PixelArrayTest {
  @Test
  void readsWholeNumbersOfEveryType() {
    byte[] expected = {0, 7, (byte) 255, 100};

    assertThat(samples(new byte[][] {{0, 7}, {-1, 100}})).isEqualTo(expected);
    assertThat(samples(new short[][] {{0, 7}, {255, 100}})).isEqualTo(expected);
    assertThat(samples(new int[][] {{0, 7}, {255, 100}})).isEqualTo(expected);
    assertThat(samples(new long[][] {{0, 7}, {255, 100}})).isEqualTo(expected);
  }

  @Test
  void readsFractionsFromZeroToOne() {
    byte[] expected = {0, 64, (byte) 128, (byte) 255};

    assertThat(samples(new float[][] {{0, 0.25f}, {0.5f, 1}})).isEqualTo(expected);
    assertThat(samples(new double[][] {{0, 0.25}, {0.5, 1}})).isEqualTo(expected);
  }

  @Test
  void readsFractionsAsTheyAreIfAnyIsAboveOne() {
    assertThat(samples(new float[][] {{0, 0.6f}, {1, 200}})).containsExactly(0, 1, 1, 200);
    assertThat(samples(new double[][] {{0, 0.6}, {1, 254.6}})).containsExactly(0, 1, 1, 255);
  }

  @Test
  void fractionsWithOneSlightlyAboveOneAreTakenAsThePythonClientTakesThem() {
    assertThat(samples(new float[][] {{0, 0.4f, 1.0001f}})).containsExactly(0, 0, 1);
  }

  @Test
  void movesWhatLiesOutsideToTheNearest() {
    assertThat(samples(new int[][] {{0, 256, 0xFFFF}})).containsExactly(0, 255, 255);
    assertThat(samples(new double[][] {{0, 1.5, 300}})).containsExactly(0, 2, 255);
  }

  @Test
  void spreadsWhatHasNegativeNumbersAsThePythonClientDoes() {
    assertThat(samples(new double[][] {{-1, 0, 1}})).containsExactly(0, 128, 255);
    assertThat(samples(new int[][] {{-10, 0, 10}})).containsExactly(0, 128, 255);
    assertThat(samples(new double[][] {{-3, -3}})).containsExactly(0, 0);
  }

  @Test
  void refusesPackedColors() {
    for (Object packed : new Object[] {new int[][] {{0xFF336699, 5}}, new long[][] {{0x336699}}}) {
      assertThatThrownBy(() -> Pixels.of(packed)).hasMessageContaining("packed colors");
    }
  }

  @Test
  void whatIsNotFiniteSaysNothingAboutTheOthers() {
    double infinity = Double.POSITIVE_INFINITY;

    assertThat(samples(new double[][] {{Double.NaN, 0.5, infinity, -infinity}}))
        .containsExactly(0, 128, 255, 0);
  }

  @Test
  void readsChannels() {
    Pixels grey = Pixels.of(new int[][][] {{{1}, {2}}});
    Pixels colours = Pixels.of(new int[][][] {{{1, 2, 3}}, {{4, 5, 6}}});
    Pixels alpha = Pixels.of(new double[][][] {{{0, 0, 1, 0.5}}});

    assertThat(grey.channels()).isEqualTo(1);
    assertThat(colours.channels()).isEqualTo(3);
    assertThat(colours.width()).isEqualTo(1);
    assertThat(colours.height()).isEqualTo(2);
    assertThat(colours.samples()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(alpha.samples()).containsExactly(0, 0, 255, 128);
  }

  static Stream<Arguments> noImages() {
    return Stream.of(
        Arguments.of(new int[0][0], "an image of 0 x 0 pixels"),
        Arguments.of(new int[3][0], "an image of 0 x 3 pixels"),
        Arguments.of(new int[0][0][0], "an image of 0 x 0 pixels"),
        Arguments.of(new int[2][0][3], "an image of 0 x 2 pixels"),
        Arguments.of(new int[2][2][0], "an image of 0 channels, expected 1, 3 or 4"),
        Arguments.of(new int[2][2][2], "an image of 2 channels, expected 1, 3 or 4"),
        Arguments.of(new int[][] {{1, 2}, {3}}, "rows are not all alike: 1 instead of 2"),
        Arguments.of(new int[][] {{1}, null}, "rows are not all alike: 0 instead of 1"),
        Arguments.of(new int[][] {null, {1}}, "an image of 0 x 2 pixels"),
        Arguments.of(new int[][][] {{{1}, {1, 2, 3}}}, "not all alike: 3 instead of 1"),
        Arguments.of(new int[][][] {{{1, 2, 3}, null}}, "not all alike: 0 instead of 3"),
        Arguments.of(new int[] {1}, "a int[], expected numbers as [y][x] or [y][x][c]"),
        Arguments.of(new int[1][1][1][1], "a int[][][][], expected numbers"),
        Arguments.of(new boolean[1][1], "a boolean[][], expected numbers"),
        Arguments.of(new char[1][1], "a char[][], expected numbers"),
        Arguments.of(new Integer[1][1], "a Integer[][], expected numbers"),
        Arguments.of("text", "a String, expected numbers"));
  }

  @ParameterizedTest
  @MethodSource("noImages")
  void saysWhatIsNoImage(Object array, String why) {
    assertThatThrownBy(() -> Pixels.of(array))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void takesNoImageThatNobodyCouldHold() {
    // All rows are the same one.
    byte[][] rows = new byte[1 << 15][];
    Arrays.fill(rows, new byte[1 << 14]);

    assertThatThrownBy(() -> Pixels.of(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an image of 16384 x 32768 pixels, which is too large");
  }

  @Test
  void aMaskHasItsClassesInRed() {
    Pixels mask = Pixels.ofMask(new int[][] {{0, 3}, {255, 1}});

    assertThat(mask.channels()).isEqualTo(3);
    assertThat(mask.samples()).containsExactly(0, 0, 0, 3, 0, 0, 255, 0, 0, 1, 0, 0);
  }

  @Test
  void classesAreWholeNumbersInAnyType() {
    byte[] expected = {0, 0, 0, 1, 0, 0};

    assertThat(Pixels.ofMask(new double[][] {{0, 1}}).samples()).isEqualTo(expected);
    assertThat(Pixels.ofMask(new float[][] {{0, 1}}).samples()).isEqualTo(expected);
    assertThat(Pixels.ofMask(new byte[][] {{0, 1}}).samples()).isEqualTo(expected);
    assertThat(Pixels.ofMask(new long[][][] {{{0}, {1}}}).samples()).isEqualTo(expected);
  }

  @Test
  void aMaskHasNoClassesBut0To255() {
    for (Object ids :
        new Object[] {
          new int[][] {{256}},
          new int[][] {{-1}},
          new double[][] {{0.5}},
          new float[][] {{Float.NaN}}
        }) {
      assertThatThrownBy(() -> Pixels.ofMask(ids))
          .hasMessageEndingWith("expected a whole number from 0 to 255");
    }
  }

  @Test
  void aMaskHasOneChannel() {
    assertThatThrownBy(() -> Pixels.ofMask(new int[1][1][3]))
        .hasMessage("a mask of 3 channels, expected 1");
    assertThatThrownBy(() -> Pixels.ofMask(new boolean[1][1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] samples(Object array) {
    return Pixels.of(array).samples();
  }
}
