package ai.trainy.pluto.media;

import java.lang.reflect.Array;

/** Reads images from arrays of primitive numbers. */
final class PixelArray {
  private static final int FULL = 255;

  /** No channel has more than 16 bits. */
  private static final int PACKED = 0xFFFF;

  private PixelArray() {}

  /**
   * Fractions are 0 to 1, unless any is above 1. Where any number is negative, the lowest is black
   * and the highest white, as in the Python client.
   */
  static Pixels of(Object array) {
    Class<?> type = element(array);
    // Before any number is looked at: an image that is too large is not read through first.
    Pixels pixels = empty(array);
    double lowest = lowest(array);
    double highest = highest(array);
    if ((type == int.class || type == long.class) && (lowest < -PACKED || highest > PACKED)) {
      throw new IllegalArgumentException(
          "an image of packed colors, such as ARGB in one "
              + type
              + "; expected one number for each channel, 0 to 255");
    }
    if (lowest < 0) {
      return fill(pixels, array, highest == lowest ? 0 : FULL / (highest - lowest), lowest);
    }
    boolean fractions = type == double.class || type == float.class;
    return fill(pixels, array, fractions && highest <= 1 ? FULL : 1, 0);
  }

  /** Whole numbers, 0 to 255. */
  static Pixels ofWhole(Object array) {
    element(array);
    Pixels pixels = empty(array);
    checkWhole(array);
    return fill(pixels, array, 1, 0);
  }

  private static void checkWhole(Object array) {
    if (array instanceof Object[]) {
      for (Object inner : (Object[]) array) {
        checkWhole(inner);
      }
      return;
    }
    for (int i = 0; i < length(array); i++) {
      double number = number(array, i);
      if (!(number >= 0 && number <= FULL && number == Math.rint(number))) {
        throw new IllegalArgumentException(
            "a class of " + number + ", expected a whole number from 0 to 255");
      }
    }
  }

  /** The type of the numbers in it, if it is an array that can be read here. */
  private static Class<?> element(Object array) {
    Class<?> type = array.getClass();
    int dimensions = 0;
    while (type.isArray()) {
      type = type.getComponentType();
      dimensions++;
    }
    boolean number = type.isPrimitive() && type != boolean.class && type != char.class;
    if (dimensions < 2 || dimensions > 3 || !number) {
      throw new IllegalArgumentException(
          "a " + array.getClass().getSimpleName() + ", expected numbers as [y][x] or [y][x][c]");
    }
    return type;
  }

  /** An image of the array's width, height and channels, as its first row has them. */
  private static Pixels empty(Object array) {
    Object first = Array.getLength(array) == 0 ? null : Array.get(array, 0);
    int width = length(first);
    int channels = flat(array) || width == 0 ? 1 : length(Array.get(first, 0));
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException(
          "an image of " + channels + " channels, expected 1, 3 or 4");
    }
    return new Pixels(width, Array.getLength(array), channels);
  }

  /** One number for each pixel, without an array around it. */
  private static boolean flat(Object array) {
    return !(array instanceof Object[][]);
  }

  private static Pixels fill(Pixels pixels, Object array, double scale, double zero) {
    boolean flat = flat(array);
    for (Object row : (Object[]) array) {
      checkLength(row, pixels.width());
      for (int x = 0; x < pixels.width(); x++) {
        if (flat) {
          pixels.add(sample(row, x, scale, zero));
        } else {
          Object pixel = ((Object[]) row)[x];
          checkLength(pixel, pixels.channels());
          for (int c = 0; c < pixels.channels(); c++) {
            pixels.add(sample(pixel, c, scale, zero));
          }
        }
      }
    }
    return pixels;
  }

  private static void checkLength(Object array, int expected) {
    if (length(array) != expected) {
      throw new IllegalArgumentException(
          "an image whose rows are not all alike: " + length(array) + " instead of " + expected);
    }
  }

  private static int length(Object array) {
    return array == null ? 0 : Array.getLength(array);
  }

  private static int sample(Object numbers, int index, double scale, double zero) {
    return (int) Math.round(Math.max(0, Math.min(FULL, (number(numbers, index) - zero) * scale)));
  }

  /** Not by reflection, which takes as long as everything else together. */
  private static double number(Object numbers, int index) {
    if (numbers instanceof byte[]) {
      // Unsigned: that is how pictures are held in Java.
      return ((byte[]) numbers)[index] & 0xFF;
    }
    if (numbers instanceof float[]) {
      return ((float[]) numbers)[index];
    }
    if (numbers instanceof double[]) {
      return ((double[]) numbers)[index];
    }
    if (numbers instanceof int[]) {
      return ((int[]) numbers)[index];
    }
    return numbers instanceof short[] ? ((short[]) numbers)[index] : ((long[]) numbers)[index];
  }

  /** The lowest finite number. */
  private static double lowest(Object array) {
    double lowest = Double.POSITIVE_INFINITY;
    if (array instanceof Object[]) {
      for (Object inner : (Object[]) array) {
        lowest = Math.min(lowest, lowest(inner));
      }
      return lowest;
    }
    for (int i = 0; i < length(array); i++) {
      double number = number(array, i);
      lowest = number < lowest && number > Double.NEGATIVE_INFINITY ? number : lowest;
    }
    return lowest;
  }

  /** The highest finite number; an infinity says nothing about the scale of the others. */
  private static double highest(Object array) {
    double highest = Double.NEGATIVE_INFINITY;
    if (array instanceof Object[]) {
      for (Object inner : (Object[]) array) {
        highest = Math.max(highest, highest(inner));
      }
      return highest;
    }
    for (int i = 0; i < length(array); i++) {
      double number = number(array, i);
      // NaN is never the highest.
      highest = number > highest && number < Double.POSITIVE_INFINITY ? number : highest;
    }
    return highest;
  }
}
