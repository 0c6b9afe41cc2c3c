package com.example.wandb;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/** An image: a file, the bytes of one, or pixels, which are kept as PNG. Immutable. */
public final class Image {

  private final MediaData data;
  private final BufferedImage pixels;
  private final String caption;
  private final Map<String, Object> boxes;
  private final Map<String, Object> masks;

  private Image(
      MediaData data,
      BufferedImage pixels,
      String caption,
      Map<String, Object> boxes,
      Map<String, Object> masks) {
    this.data = data;
    this.pixels = pixels;
    this.caption = caption;
    this.boxes = boxes;
    this.masks = masks;
  }

  private static Image of(MediaData data, BufferedImage pixels) {
    return new Image(data, pixels, null, Map.of(), Map.of());
  }

  /** A file, which is read when the image is logged; its name's extension is the format. */
  public static Image of(Path file) {
    return of(MediaData.of(file), null);
  }

  /** The bytes of a file of a format like {@code png}. */
  public static Image of(byte[] bytes, String format) {
    return of(MediaData.of(bytes, format), null);
  }

  public static Image of(BufferedImage pixels) {
    return of(null, Pixels.copyOf(pixels));
  }

  /** Brightnesses from 0, black, to 1, white, as {@code [y][x]}; others count as the nearer end. */
  public static Image of(double[][] gray) {
    return of(null, Pixels.ofGray(gray));
  }

  /** Red, green and blue from 0 to 255, as {@code [y][x][channel]}; others count as an end. */
  public static Image of(int[][][] rgb) {
    return of(null, Pixels.ofRgb(rgb));
  }

  public Image withCaption(String caption) {
    return new Image(data, pixels, caption, boxes, masks);
  }

  /**
   * With boxes in wandb's shape: {@code {"predictions": {"box_data": [{"position": {...},
   * "class_id": 1, ...}, ...], "class_labels": {1: "owl"}}}}.
   */
  public Image withBoxes(Map<String, ?> boxes) {
    return new Image(data, pixels, caption, Overlays.boxes(boxes), masks);
  }

  /**
   * With masks in wandb's shape: {@code {"predictions": {"mask_data": int[][], "class_labels": {1:
   * "owl"}}}}, the numbers of classes from 0 to 255 as {@code [y][x]}.
   */
  public Image withMasks(Map<String, ?> masks) {
    return new Image(data, pixels, caption, boxes, Overlays.masks(masks));
  }

  /** Null unless made from a path. */
  public Path path() {
    return data == null ? null : data.path();
  }

  /** A copy; null unless made from bytes. */
  public byte[] bytes() {
    return data == null ? null : data.bytes();
  }

  /** The extension of the file it is kept in. */
  public String format() {
    return data == null ? "png" : data.format();
  }

  /** A copy; null unless made from pixels. */
  public BufferedImage pixels() {
    return pixels == null ? null : Pixels.copyOf(pixels);
  }

  /** Null unless given. */
  public String caption() {
    return caption;
  }

  /** Empty unless given. */
  public Map<String, Object> boxes() {
    return boxes;
  }

  /** Empty unless given. */
  public Map<String, Object> masks() {
    return masks;
  }

  InputStream open() throws IOException {
    return data == null ? new ByteArrayInputStream(Pixels.png(pixels)) : data.open();
  }
}
