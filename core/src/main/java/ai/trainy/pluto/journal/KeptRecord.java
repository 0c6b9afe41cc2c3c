package ai.trainy.pluto.journal;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A record in a file of its own, framed as in a segment. The file is there whole or not at all. */
final class KeptRecord {
  private KeptRecord() {}

  static void write(Path file, RecordType type, RecordBuffer buffer) throws IOException {
    Frame.seal(buffer.array(), buffer.length(), type, 0);
    Path half = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileOutputStream out = new FileOutputStream(half.toFile())) {
        out.write(buffer.array(), 0, buffer.length());
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(half);
      throw e;
    }
  }

  /**
   * Reads it back.
   *
   * @throws IOException if it is not there, or damaged
   */
  static Record read(Path file, RecordType type) throws IOException {
    byte[] bytes;
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      bytes = in.readAllBytes();
    }
    Record record = Frame.read(bytes, 0, bytes.length);
    if (record == null || record.type() != type) {
      throw new IOException(file + " is damaged");
    }
    return record;
  }
}
