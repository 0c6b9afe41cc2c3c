package com.example.wandb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.json.JSONObject;

/**
 * A file of JSON objects, one a line. A line is in the file, whole, when {@code add} returns; what
 * a killed process left of one is not read, and cut off before the next is added.
 */
final class JsonLines implements AutoCloseable {

  // A channel would be closed by an interrupt of whoever logs.
  private final RandomAccessFile file;

  private JsonLines(RandomAccessFile file) {
    this.file = file;
  }

  static JsonLines append(Path path) {
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      long end = file.length();
      while (end > 0 && byteAt(file, end - 1) != '\n') {
        end--;
      }
      file.setLength(end);
      file.seek(end);
      return new JsonLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(Object tree) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(JsonText.of(tree));
    line.write('\n');
    try {
      long start = file.getFilePointer();
      try {
        file.write(line.toByteArray());
      } catch (IOException e) {
        // A full disk takes a part; without it the next line still has its own.
        file.setLength(start);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing if there is no file. */
  static List<JSONObject> read(Path path) {
    if (!Files.exists(path)) {
      return List.of();
    }
    try {
      // Not readString, which throws at the half of a character that a torn line may end in.
      String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(JSONObject::new)
          .collect(Collectors.toUnmodifiableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int byteAt(RandomAccessFile file, long position) throws IOException {
    file.seek(position);
    return file.read();
  }
}
