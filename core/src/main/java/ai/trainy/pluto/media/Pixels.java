package ai.trainy.pluto.media;

import java.awt.image.BufferedImage;
import java.lang.reflect.Array;

/**
 * An image as rows of 8-bit samples: grey, RGB or RGBA. A copy of what it was made of, for one
 * thread.
 */
public final class Pixels {
  private static final int FULL = 255;

  /** Neither files nor memory of a program hold larger ones. */
  private static final long MAX_BYTES = 1L << 28;

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  private Pixels(int width, int height, int channels) {
    if (width == 0 || height == 0) {
      throw new IllegalArgumentException("an image of " + width + " x " + height + " pixels");
    }
    if ((long) width * height * channels > MAX_BYTES) {
      throw new IllegalArgumentException(
          "an image of " + width + " x " + height + " pixels, which is too large");
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.samples = new byte[width * height * channels];
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** 1 for grey, 3 for red, green, blue, 4 for these and alpha. */
  int channels() {
    return channels;
  }

  /** Row by row, pixel by pixel, channel by channel. */
  byte[] samples() {
    return samples;
  }

  /** The pixels of an AWT image, as sRGB. */
  public static Pixels of(BufferedImage image) {
    int width = image.getWidth();
    boolean alpha = image.getColorModel().hasAlpha();
    Pixels pixels = new Pixels(width, image.getHeight(), alpha ? 4 : 3);
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < pixels.height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        pixels.samples[at++] = (byte) (argb >> 16);
        pixels.samples[at++] = (byte) (argb >> 8);
        pixels.samples[at++] = (byte) argb;
        if (alpha) {
          pixels.samples[at++] = (byte) (argb >>> 24);
        }
      }
    }
    return pixels;
  }

  /**
   * The pixels in an array of primitive numbers: {@code [y][x]} for grey, {@code [y][x][channel]}
   * with 1, 3 or 4 channels. Whole numbers are 0 to 255; fractions are 0 to 1, or 0 to 255 if any
   * is above 1. What lies outside is moved to the nearest.
   *
   * @throws IllegalArgumentException if it is no such array, or if its rows are not all alike
   */
  public static Pixels of(Object array) {
    Class<?> type = array.getClass();
    int dimensions = 0;
    while (type.isArray()) {
      type = type.getComponentType();
      dimensions++;
    }
    if (dimensions < 2 || dimensions > 3 || !type.isPrimitive() || isNoNumber(type)) {
      throw new IllegalArgumentException(
          "a " + array.getClass().getSimpleName() + ", expected numbers as [y][x] or [y][x][c]");
    }
    int height = Array.getLength(array);
    int width = height == 0 ? 0 : length(Array.get(array, 0));
    int channels = dimensions == 2 || width == 0 ? 1 : length(Array.get(Array.get(array, 0), 0));
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException(
          "an image of " + channels + " channels, expected 1, 3 or 4");
    }
    Pixels pixels = new Pixels(width, height, channels);
    boolean fractions = type == double.class || type == float.class;
    double scale = fractions && highest(array) <= 1 ? FULL : 1;
    int at = 0;
    for (int y = 0; y < height; y++) {
      Object row = alike(Array.get(array, y), width);
      for (int x = 0; x < width; x++) {
        if (dimensions == 2) {
          pixels.samples[at++] = sample(row, x, type, scale);
        } else {
          Object pixel = alike(Array.get(row, x), channels);
          for (int c = 0; c < channels; c++) {
            pixels.samples[at++] = sample(pixel, c, type, scale);
          }
        }
      }
    }
    return pixels;
  }

  private static boolean isNoNumber(Class<?> type) {
    return type == boolean.class || type == char.class;
  }

  /** A byte is unsigned: that is how pictures are held in Java. */
  private static byte sample(Object array, int index, Class<?> type, double scale) {
    if (type == byte.class) {
      return ((byte[]) array)[index];
    }
    double value = Array.getDouble(array, index) * scale;
    return (byte) Math.round(Math.max(0, Math.min(FULL, value)));
  }

  private static double highest(Object array) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length(array); i++) {
      Object element = Array.get(array, i);
      // NaN is never the highest.
      double value =
          element instanceof Number ? ((Number) element).doubleValue() : highest(element);
      highest = value > highest ? value : highest;
    }
    return highest;
  }

  private static Object alike(Object array, int length) {
    if (length(array) != length) {
      throw new IllegalArgumentException(
          "an image whose rows are not all alike: " + length(array) + " instead of " + length);
    }
    return array;
  }

  private static int length(Object array) {
    return array == null ? 0 : Array.getLength(array);
  }

  /**
   * The classes of a segmentation mask, {@code [y][x]}, in the red channel (the protocol, section
   * 9.5).
   *
   * @param classIds 0 to 255, whole numbers in any primitive type
   * @throws IllegalArgumentException if it is no such array
   */
  public static Pixels ofMask(Object classIds) {
    Pixels grey = of(classIds);
    if (grey.channels != 1) {
      throw new IllegalArgumentException("a mask of " + grey.channels + " channels, expected 1");
    }
    Pixels mask = new Pixels(grey.width, grey.height, 3);
    for (int i = 0; i < grey.samples.length; i++) {
      mask.samples[3 * i] = grey.samples[i];
    }
    return mask;
  }
}
