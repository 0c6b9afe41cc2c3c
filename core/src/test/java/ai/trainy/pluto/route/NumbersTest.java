package ai.trainy.pluto.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void areInListsAndArraysOfThemAndNothingElse() {
    assertThat(Numbers.areIn(List.of(1, 2.5, BigInteger.ONE))).isTrue();
    assertThat(Numbers.areIn(Set.of(1f))).isTrue();
    assertThat(Numbers.areIn(new Object[] {1, 2L})).isTrue();
    assertThat(Numbers.areIn(new byte[] {1})).isTrue();
    assertThat(Numbers.areIn(new double[] {Double.NaN})).isTrue();

    assertThat(Numbers.areIn(null)).isFalse();
    assertThat(Numbers.areIn(1)).isFalse();
    assertThat(Numbers.areIn("12")).isFalse();
    assertThat(Numbers.areIn(List.of())).isFalse();
    assertThat(Numbers.areIn(new int[0])).isFalse();
    assertThat(Numbers.areIn(new Integer[0])).isFalse();
    assertThat(Numbers.areIn(List.of(1, "2"))).isFalse();
    assertThat(Numbers.areIn(Arrays.asList(1, null))).isFalse();
    assertThat(Numbers.areIn(new Object[] {1, true})).isFalse();
    assertThat(Numbers.areIn(new boolean[] {true})).isFalse();
    assertThat(Numbers.areIn(new char[] {'1'})).isFalse();
    assertThat(Numbers.areIn(new double[][] {{1}})).isFalse();
  }

  @Test
  void areReadFromEveryKindOfArray() {
    double[] expected = {-1, 2};

    assertThat(Numbers.in(new byte[] {-1, 2})).containsExactly(expected);
    assertThat(Numbers.in(new short[] {-1, 2})).containsExactly(expected);
    assertThat(Numbers.in(new int[] {-1, 2})).containsExactly(expected);
    assertThat(Numbers.in(new long[] {-1, 2})).containsExactly(expected);
    assertThat(Numbers.in(new float[] {-1, 2})).containsExactly(expected);
    assertThat(Numbers.in(new double[] {-1, 2})).containsExactly(expected);
    assertThat(Numbers.in(new Number[] {-1, 2L})).containsExactly(expected);
    assertThat(Numbers.in(List.of(-1, 2.0))).containsExactly(expected);
  }
}
