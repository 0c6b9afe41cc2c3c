package ai.trainy.pluto.media;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

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
    // Finite ones: an infinity says nothing about the scale of the others.
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    double[] line = new double[pixels.width() * pixels.channels()];
    for (Object row : (Object[]) array) {
      readLine(row, pixels, line);
      for (double number : line) {
        // NaN is neither the lowest nor the highest.
        lowest = number < lowest && number > Double.NEGATIVE_INFINITY ? number : lowest;
        highest = number > highest && number < Double.POSITIVE_INFINITY ? number : highest;
      }
    }
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
    double[] numbers = new double[length(array)];
    if (numbers.length > 0) {
      read(array, numbers, 0);
    }
    for (double number : numbers) {
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
    double[] line = new double[pixels.width() * pixels.channels()];
    byte[] samples = pixels.samples();
    int filled = 0;
    for (Object row : (Object[]) array) {
      readLine(row, pixels, line);
      for (double number : line) {
        samples[filled++] = (byte) sample((number - zero) * scale);
      }
    }
    return pixels;
  }

  /** The numbers of a row, which is as long as the image is wide. */
  private static void readLine(Object row, Pixels image, double[] line) {
    checkLength(row, image.width());
    if (!(row instanceof Object[])) {
      read(row, line, 0);
      return;
    }
    int at = 0;
    for (Object pixel : (Object[]) row) {
      checkLength(pixel, image.channels());
      read(pixel, line, at);
      at += image.channels();
    }
  }

  private static void checkLength(Object array, int expected) {
    if (length(array) != expected) {
      throw new IllegalArgumentException(
          "an image whose rows are not all alike: " + length(array) + " instead of " + expected);
    }
  }

  private static int length(@Nullable Object array) {
    return array == null ? 0 : Array.getLength(array);
  }

  /** The nearest whole number that a sample can be; what is none is black. */
  private static int sample(double number) {
    if (!(number > 0)) {
      return 0;
    }
    if (number >= FULL) {
      return FULL;
    }
    int below = (int) number;
    return number - below < 0.5 ? below : below + 1;
  }

  /**
   * Numbers as doubles. By the type of their array, once for all in it: a picture has many, and
   * reflection takes as long as everything else together.
   */
  private static void read(Object numbers, double[] to, int at) {
    int next = at;
    if (numbers instanceof byte[]) {
      for (byte number : (byte[]) numbers) {
        // Unsigned: that is how pictures are held in Java.
        to[next++] = number & 0xFF;
      }
    } else if (numbers instanceof int[]) {
      for (int number : (int[]) numbers) {
        to[next++] = number;
      }
    } else if (numbers instanceof float[]) {
      for (float number : (float[]) numbers) {
        to[next++] = number;
      }
    } else if (numbers instanceof double[]) {
      for (double number : (double[]) numbers) {
        to[next++] = number;
      }
    } else if (numbers instanceof short[]) {
      for (short number : (short[]) numbers) {
        to[next++] = number;
      }
    } else {
      for (long number : (long[]) numbers) {
        to[next++] = number;
      }
    }
  }
}
