package com.example.wandb;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes images of numbers, and PNG of images. */
final class Pixels {

  private static final int MAX = 255;

  private Pixels() {}

  static BufferedImage copyOf(BufferedImage image) {
    // A part of an image shares its raster, and a new image's raster has to start at 0, 0.
    WritableRaster copy = image.getRaster().createCompatibleWritableRaster();
    image.copyData(copy);
    return new BufferedImage(
        image.getColorModel(), copy, image.getColorModel().isAlphaPremultiplied(), null);
  }

  /** In three equal channels: Java takes the values of its gray images for linear light. */
  static BufferedImage ofGray(double[][] gray) {
    int width = gray.length == 0 ? 0 : gray[0].length;
    BufferedImage image = empty(width, gray.length, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < gray.length; y++) {
      requireWidth(gray[y].length, width, y);
      for (int x = 0; x < width; x++) {
        int value = limited(Math.round(gray[y][x] * MAX));
        image.setRGB(x, y, rgb(value, value, value));
      }
    }
    return image;
  }

  static BufferedImage ofRgb(int[][][] rgb) {
    int width = rgb.length == 0 ? 0 : rgb[0].length;
    BufferedImage image = empty(width, rgb.length, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < rgb.length; y++) {
      requireWidth(rgb[y].length, width, y);
      for (int x = 0; x < width; x++) {
        int[] pixel = rgb[y][x];
        if (pixel.length != 3) {
          throw new IllegalArgumentException(
              "a pixel has 3 channels, not " + pixel.length + " as at x " + x + ", y " + y);
        }
        image.setRGB(x, y, rgb(limited(pixel[0]), limited(pixel[1]), limited(pixel[2])));
      }
    }
    return image;
  }

  /** Numbers of classes as they are, in one channel. */
  static BufferedImage ofClasses(int[][] classes) {
    int width = classes.length == 0 ? 0 : classes[0].length;
    BufferedImage image = empty(width, classes.length, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < classes.length; y++) {
      requireWidth(classes[y].length, width, y);
      for (int x = 0; x < width; x++) {
        int value = classes[y][x];
        if (value < 0 || value > MAX) {
          throw new IllegalArgumentException("a class is a number from 0 to 255, not " + value);
        }
        image.getRaster().setSample(x, y, 0, value);
      }
    }
    return image;
  }

  static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Not ImageIO's own choice, which goes through a temporary file.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("this JDK cannot write an image of " + image.getColorModel());
      }
    }
    return bytes.toByteArray();
  }

  private static BufferedImage empty(int width, int height, int type) {
    if (width == 0 || height == 0) {
      throw new IllegalArgumentException("an image has at least one pixel");
    }
    return new BufferedImage(width, height, type);
  }

  private static void requireWidth(int actual, int width, int y) {
    if (actual != width) {
      throw new IllegalArgumentException(
          "row " + y + " has " + actual + " pixels, the first one has " + width);
    }
  }

  private static int limited(long value) {
    return (int) Math.max(0, Math.min(MAX, value));
  }

  private static int rgb(int red, int green, int blue) {
    return red << 16 | green << 8 | blue;
  }
}
