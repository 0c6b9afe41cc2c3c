package ai.trainy.pluto.media;

import java.awt.image.BufferedImage;

/**
 * An image as rows of 8-bit samples: grey, RGB or RGBA. A copy of what it was made of, for one
 * thread.
 */
public final class Pixels {
  /** Neither files nor memory of a program hold larger ones. */
  private static final long MAX_BYTES = 1L << 28;

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;
  private int filled;

  Pixels(int width, int height, int channels) {
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

  /** The pixels of an AWT image: grey as it is, everything else as sRGB. */
  public static Pixels of(BufferedImage image) {
    return AwtPixels.of(image);
  }

  /**
   * The pixels in an array of primitive numbers: {@code [y][x]} for grey, {@code [y][x][channel]}
   * with 1, 3 or 4 channels. Whole numbers are 0 to 255, bytes unsigned; fractions are 0 to 1, or 0
   * to 255 if any is above 1. What lies outside is moved to the nearest.
   *
   * @throws IllegalArgumentException if it is no such array, or if its rows are not all alike
   */
  public static Pixels of(Object array) {
    return PixelArray.of(array);
  }

  /**
   * The classes of a segmentation mask, {@code [y][x]}, in the red channel (the protocol, section
   * 9.5).
   *
   * @param classIds 0 to 255, whole numbers in any primitive type
   * @throws IllegalArgumentException if it is no such array
   */
  public static Pixels ofMask(Object classIds) {
    Pixels grey = PixelArray.ofWhole(classIds);
    if (grey.channels != 1) {
      throw new IllegalArgumentException("a mask of " + grey.channels + " channels, expected 1");
    }
    Pixels mask = new Pixels(grey.width, grey.height, 3);
    for (int i = 0; i < grey.samples.length; i++) {
      mask.samples[3 * i] = grey.samples[i];
    }
    return mask;
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

  /** Sets the next sample, in that order. */
  void add(int sample) {
    samples[filled++] = (byte) sample;
  }
}
