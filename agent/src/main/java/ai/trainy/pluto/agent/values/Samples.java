package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.route.Numbers;
import java.lang.reflect.Array;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Numbers in the arrays and lists of the program. */
final class Samples {
  private static final float SHORT_RANGE = 1 << 15;

  private Samples() {}

  /**
   * A sound's samples, {@code [channel][sample]}; those of one channel may be without the outer
   * array. Whole numbers count as 16 bits wide, fractions are -1 to 1.
   *
   * @throws IllegalArgumentException if they are none
   */
  static float[][] channels(Object samples, MediaFields parts) {
    Collection<?> elements =
        samples.getClass().isArray() && !(samples instanceof Object[])
            ? null
            : parts.elements(samples);
    if (elements == null || elements.stream().allMatch(Number.class::isInstance)) {
      return new float[][] {channel(samples, parts)};
    }
    return elements.stream().map(each -> channel(each, parts)).toArray(float[][]::new);
  }

  private static float[] channel(Object samples, MediaFields parts) {
    if (samples instanceof float[]) {
      return (float[]) samples;
    }
    float range = areWhole(samples, parts) ? SHORT_RANGE : 1;
    double[] numbers = numbers(samples, parts, "a sound");
    float[] channel = new float[numbers.length];
    for (int i = 0; i < channel.length; i++) {
      channel[i] = (float) (numbers[i] / range);
    }
    return channel;
  }

  private static boolean areWhole(Object samples, MediaFields parts) {
    Class<?> element = samples.getClass().getComponentType();
    if (element != null && element.isPrimitive()) {
      return element != float.class && element != double.class;
    }
    Collection<?> elements = parts.elements(samples);
    return elements != null
        && elements.stream()
            .allMatch(
                each -> each instanceof Short || each instanceof Integer || each instanceof Long);
  }

  /**
   * The numbers in an array or a list of them.
   *
   * @param what they are, for messages
   * @throws IllegalArgumentException if there is anything else in it
   */
  static double[] numbers(@Nullable Object list, MediaFields parts, String what) {
    if (list != null && Numbers.areIn(list)) {
      return Numbers.in(list);
    }
    Object plain = parts.plain(list);
    if (plain != null && Numbers.areIn(plain)) {
      return Numbers.in(plain);
    }
    if (isEmpty(plain)) {
      return new double[0];
    }
    throw list == null
        ? new IllegalArgumentException(what + " with a null for a list of numbers")
        : ForeignMedia.unknown(what, list);
  }

  private static boolean isEmpty(@Nullable Object list) {
    return list instanceof Collection
        ? ((Collection<?>) list).isEmpty()
        : list != null && list.getClass().isArray() && Array.getLength(list) == 0;
  }
}
