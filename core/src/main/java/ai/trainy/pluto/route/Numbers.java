package ai.trainy.pluto.route;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Lists and arrays that hold numbers and nothing else. */
public final class Numbers {
  private Numbers() {}

  /** Whether {@code value} is one, and not empty. */
  public static boolean areIn(@Nullable Object value) {
    if (value instanceof Collection) {
      Collection<?> list = (Collection<?>) value;
      return !list.isEmpty() && list.stream().allMatch(Number.class::isInstance);
    }
    if (value instanceof Object[]) {
      Object[] array = (Object[]) value;
      for (Object element : array) {
        if (!(element instanceof Number)) {
          return false;
        }
      }
      return array.length > 0;
    }
    Class<?> element = value == null ? null : value.getClass().getComponentType();
    return value != null
        && element != null
        && element != boolean.class
        && element != char.class
        && Array.getLength(value) > 0;
  }

  /** The numbers in one of them. */
  public static double[] in(Object value) {
    if (value instanceof double[]) {
      return (double[]) value;
    }
    if (value instanceof Collection) {
      return ((Collection<?>) value).stream().mapToDouble(Numbers::number).toArray();
    }
    if (value instanceof Object[]) {
      return Arrays.stream((Object[]) value).mapToDouble(Numbers::number).toArray();
    }
    double[] numbers = new double[Array.getLength(value)];
    for (int i = 0; i < numbers.length; i++) {
      // Without an object for each: there may be millions.
      numbers[i] = Array.getDouble(value, i);
    }
    return numbers;
  }

  private static double number(Object number) {
    return PlainValue.asDouble((Number) number);
  }
}
