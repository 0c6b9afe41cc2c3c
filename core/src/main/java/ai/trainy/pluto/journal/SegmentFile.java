package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of a journal's segments and how each begins.
 *
 * <pre>
 *   offset  size
 *        0     8   "PLUTOJNL"
 *        8     4   version of the format: 1
 *       12     4   number of the segment, as in its name
 *       16         records, see Frame
 * </pre>
 */
final class SegmentFile {
  static final int HEADER_BYTES = 16;

  private static final long MAGIC = 0x504C55544F4A4E4CL;
  private static final int VERSION = 1;

  /** A larger number is damage, and no version that there will be. */
  private static final int MAX_VERSION = 63;

  private static final String SUFFIX = ".segment";

  private SegmentFile() {}

  static Path path(Path directory, int number) {
    // Not by a format: the first in a program takes it milliseconds.
    String digits = Integer.toString(number);
    return directory.resolve("0".repeat(Math.max(8 - digits.length(), 0)) + digits + SUFFIX);
  }

  /** The numbers of the segments in a directory, in order. */
  static List<Integer> numbers(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{8}\\" + SUFFIX))
          .map(name -> Integer.valueOf(name.substring(0, 8)))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  /** Makes a segment, open behind its header. */
  static DiskFile create(Path directory, int number) throws IOException {
    DiskFile file = DiskFile.write(path(directory, number));
    try {
      file.append(header(number), HEADER_BYTES);
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** How segment {@code number} begins. */
  static byte[] header(int number) {
    return ByteBuffer.allocate(HEADER_BYTES).putLong(MAGIC).putInt(VERSION).putInt(number).array();
  }

  /**
   * Deletes the segments before one, but for those that cannot be deleted now: Windows deletes none
   * that someone has open.
   *
   * @param freed told how many bytes each had
   * @return the first that is left, or {@code number}
   */
  static int deleteBefore(Path directory, int number, LongConsumer freed) throws IOException {
    int left = number;
    for (int each : numbers(directory)) {
      if (each >= number) {
        break;
      }
      Path path = path(directory, each);
      try {
        long size = Files.size(path);
        Files.delete(path);
        freed.accept(size);
      } catch (NoSuchFileException deletedMeanwhile) {
        // By the journal, for want of room, or by its reader.
      } catch (FileSystemException notNow) {
        left = Math.min(left, each);
      }
    }
    return left;
  }

  /** Whether a file's first bytes are those of segment {@code number} in a version known here. */
  static boolean isHeader(byte[] bytes, int number) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    return header.getLong() == MAGIC && header.getInt() == VERSION && header.getInt() == number;
  }

  /** Whether a file's first bytes are those of segment {@code number} in a later version. */
  static boolean isNewer(byte[] bytes, int number) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    boolean ours = header.getLong() == MAGIC;
    int version = header.getInt();
    return ours && version > VERSION && version <= MAX_VERSION && header.getInt() == number;
  }

  /** Puts a segment aside that cannot be read to its end. Nothing of it is deleted. */
  static void setAside(Path directory, int number) throws IOException {
    Path segment = path(directory, number);
    Files.move(segment, segment.resolveSibling(segment.getFileName() + ".damaged"));
  }
}
