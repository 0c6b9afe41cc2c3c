package ai.trainy.pluto.media;

import java.lang.reflect.Array;

/** Reads images from arrays of primitive numbers. */
final class PixelArray {
  private static final int FULL = 255;

  private PixelArray() {}

  /** Fractions are 0 to 1, unless any is above 1. */
  static Pixels of(Object array) {
    Class<?> type = element(array);
    boolean fractions = type == double.class || type == float.class;
    return read(array, fractions && highest(array) <= 1 ? FULL : 1);
  }

  /** Numbers are 0 to 255, whatever their type. */
  static Pixels ofWhole(Object array) {
    element(array);
    return read(array, 1);
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

  private static Pixels read(Object array, int scale) {
    Object first = Array.getLength(array) == 0 ? null : Array.get(array, 0);
    boolean flat = !(array instanceof Object[][]);
    int width = length(first);
    int channels = flat || width == 0 ? 1 : length(Array.get(first, 0));
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException(
          "an image of " + channels + " channels, expected 1, 3 or 4");
    }
    Pixels pixels = new Pixels(width, Array.getLength(array), channels);
    for (Object row : (Object[]) array) {
      checkLength(row, width);
      for (int x = 0; x < width; x++) {
        if (flat) {
          pixels.add(sample(row, x, scale));
        } else {
          Object pixel = ((Object[]) row)[x];
          checkLength(pixel, channels);
          for (int c = 0; c < channels; c++) {
            pixels.add(sample(pixel, c, scale));
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

  private static int sample(Object numbers, int index, int scale) {
    return (int) Math.round(Math.max(0, Math.min(FULL, number(numbers, index) * scale)));
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
