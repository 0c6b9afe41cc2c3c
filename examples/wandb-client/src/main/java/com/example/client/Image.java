package com.example.client;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** An image: a PNG file, or pixels, which are kept as one. */
public final class Image {
  private static final int WHITE = 255;

  private final Path path;
  private final BufferedImage pixels;
  private final String caption;

  private Image(Path path, BufferedImage pixels, String caption) {
    this.path = path;
    this.pixels = pixels;
    this.caption = caption;
  }

  /** A PNG file, which is read when the image is logged. */
  public static Image of(Path file) {
    return new Image(file, null, null);
  }

  /** Pixels, which must not change before the image is logged. */
  public static Image of(BufferedImage pixels) {
    return new Image(null, pixels, null);
  }

  /** Brightnesses from 0, black, to 1, white, as {@code [y][x]}. */
  public static Image of(double[][] gray) {
    // In three equal channels: Java takes the values of its gray images for linear light.
    BufferedImage pixels =
        new BufferedImage(gray[0].length, gray.length, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < gray.length; y++) {
      for (int x = 0; x < gray[y].length; x++) {
        int value = (int) Math.max(0, Math.min(WHITE, Math.round(gray[y][x] * WHITE)));
        pixels.setRGB(x, y, value << 16 | value << 8 | value);
      }
    }
    return of(pixels);
  }

  public Image withCaption(String caption) {
    return new Image(path, pixels, caption);
  }

  /** Null unless made from a file. */
  public Path path() {
    return path;
  }

  /** Null unless made from pixels. */
  public BufferedImage pixels() {
    return pixels;
  }

  /** Null unless given. */
  public String caption() {
    return caption;
  }

  /** Writes the image into a run's folder, and returns what a row says of it. */
  Map<String, Object> keep(Path directory, String name) throws IOException {
    String file = "media/" + name.replaceAll("[^A-Za-z0-9_-]", "_") + ".png";
    Path target = directory.resolve(file);
    Files.createDirectories(target.getParent());
    if (path != null) {
      Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
    } else {
      ImageIO.write(pixels, "png", target.toFile());
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_type", "image-file");
    json.put("path", file);
    json.put("caption", caption);
    return json;
  }
}
