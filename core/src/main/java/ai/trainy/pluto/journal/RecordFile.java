package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;

/**
 * A record in a file of its own, framed as in a segment. The file is there whole or not at all; if
 * it replaces another, after a power loss as well.
 */
final class RecordFile {
  private static final int ATTEMPTS = 5;
  private static final long PAUSE_NANOS = 20_000_000;

  private RecordFile() {}

  static void write(Path file, RecordType type, RecordBuffer buffer) throws IOException {
    Frame.seal(buffer.array(), buffer.length(), type, 0);
    Path half = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (DiskFile out = DiskFile.write(half)) {
        // An earlier attempt may have left more.
        out.cut(0);
        out.write(0, buffer.array(), buffer.length());
        if (Files.exists(file)) {
          // Or a power loss could leave neither. A new one is brought to the disk later, by others.
          out.sync();
        }
      }
      replace(half, file);
    } catch (IOException e) {
      Files.deleteIfExists(half);
      throw e;
    }
  }

  /** Windows replaces no file that someone has open: who looks at runs, or for viruses. */
  private static void replace(Path half, Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (FileSystemException e) {
        if (attempt == ATTEMPTS || !Files.exists(file)) {
          throw e;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Reads it back.
   *
   * @throws NewerFormatException if it is of a type that is not known here
   * @throws IOException if it is not there, or damaged
   */
  static Record read(Path file, RecordType type) throws IOException {
    byte[] bytes = bytes(file);
    Record record = Frame.read(bytes, 0, bytes.length);
    if (record == null && Frame.isOfUnknownType(bytes, 0, bytes.length)) {
      throw new NewerFormatException(file);
    }
    if (record == null || record.type() != type) {
      throw new DamagedFileException(file + " is damaged");
    }
    return record;
  }

  /** Returns normally unless the file is whole and of a type that is not known here. */
  static void checkVersion(Path file) throws NewerFormatException {
    try {
      byte[] bytes = bytes(file);
      if (Frame.isOfUnknownType(bytes, 0, bytes.length)) {
        throw new NewerFormatException(file);
      }
    } catch (NewerFormatException e) {
      throw e;
    } catch (IOException absentOrUnreadable) {
      // Found out when it is needed.
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    RegularFiles.check(file, Frame.HEADER_BYTES + Frame.MAX_PAYLOAD_BYTES);
    try (DiskFile in = DiskFile.read(file)) {
      byte[] bytes = new byte[(int) in.length()];
      in.readFully(0, bytes);
      return bytes;
    }
  }
}
