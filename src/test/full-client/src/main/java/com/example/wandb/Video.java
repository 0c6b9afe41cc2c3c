package com.example.wandb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A video: a file or the bytes of one. Immutable. */
public final class Video {

  private final MediaData data;
  private final String caption;

  private Video(MediaData data, String caption) {
    this.data = data;
    this.caption = caption;
  }

  /** A file, which is read when the video is logged; its name's extension is the format. */
  public static Video of(Path file) {
    return new Video(MediaData.of(file), null);
  }

  /** The bytes of a file of a format like {@code mp4}. */
  public static Video of(byte[] bytes, String format) {
    return new Video(MediaData.of(bytes, format), null);
  }

  public Video withCaption(String caption) {
    return new Video(data, caption);
  }

  /** Null unless made from a path. */
  public Path path() {
    return data.path();
  }

  /** A copy; null unless made from bytes. */
  public byte[] bytes() {
    return data.bytes();
  }

  /** The extension of the file it is kept in. */
  public String format() {
    return data.format();
  }

  /** Null unless given. */
  public String caption() {
    return caption;
  }

  InputStream open() throws IOException {
    return data.open();
  }
}
