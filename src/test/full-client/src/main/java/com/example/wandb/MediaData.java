package com.example.wandb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A file, or the bytes of one, and its format, which is what the file's name ends in. */
final class MediaData {

  private static final String FORMAT = "[a-z0-9]{1,16}";

  private final Path path;
  private final byte[] bytes;
  private final String format;

  private MediaData(Path path, byte[] bytes, String format) {
    this.path = path;
    this.bytes = bytes;
    this.format = format.toLowerCase(Locale.ROOT);
    if (!this.format.matches(FORMAT)) {
      throw new IllegalArgumentException(
          path == null
              ? "a format is a file's extension like png, not '" + format + "'"
              : "the name of " + path + " has no extension that tells its format");
    }
  }

  static MediaData of(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return new MediaData(path, null, dot < 0 ? "" : name.substring(dot + 1));
  }

  static MediaData of(byte[] bytes, String format) {
    return new MediaData(null, bytes.clone(), format);
  }

  /** Null unless made from a path. */
  Path path() {
    return path;
  }

  /** A copy; null unless made from bytes. */
  byte[] bytes() {
    return bytes == null ? null : bytes.clone();
  }

  String format() {
    return format;
  }

  InputStream open() throws IOException {
    return path == null ? new ByteArrayInputStream(bytes) : Files.newInputStream(path);
  }
}
