package ai.trainy.pluto.journal;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far a journal has been acknowledged by the server: an append-only file of positions, the last
 * whole one counts.
 *
 * <pre>
 *   offset  size
 *        0     4   segment
 *        4     8   offset in it
 *       12     4   CRC-32C over bytes 0 to 11
 * </pre>
 *
 * Used by one thread.
 */
final class Acknowledgements implements Closeable {
  private static final int ENTRY_BYTES = 16;
  private static final int CRC_OFFSET = 12;

  private final RandomAccessFile file;

  /**
   * @param directory the run's; the file is made if it is not there
   */
  Acknowledgements(Path directory) throws IOException {
    file = new RandomAccessFile(path(directory).toFile(), "rw");
  }

  private static Path path(Path directory) {
    return directory.resolve("acknowledged");
  }

  /** The last position noted in a run's directory; empty if there is none. */
  static Optional<Position> last(Path directory) throws IOException {
    byte[] entries;
    try (FileInputStream file = new FileInputStream(path(directory).toFile())) {
      entries = file.readAllBytes();
    } catch (FileNotFoundException nothingWasAcknowledged) {
      return Optional.empty();
    }
    for (int at = entries.length / ENTRY_BYTES - 1; at >= 0; at--) {
      ByteBuffer entry = ByteBuffer.wrap(entries, at * ENTRY_BYTES, ENTRY_BYTES);
      Position position = new Position(entry.getInt(), entry.getLong());
      if (entry.getInt() == crc(entries, at * ENTRY_BYTES)) {
        return Optional.of(position);
      }
    }
    return Optional.empty();
  }

  /** Notes that the server has everything before {@code position}. */
  void append(Position position) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES);
    entry.putInt(position.segment()).putLong(position.offset());
    entry.putInt(crc(entry.array(), 0));
    // Behind the last whole entry: half of one may be there, from a crash or a full disk.
    file.seek(file.length() / ENTRY_BYTES * ENTRY_BYTES);
    file.write(entry.array());
  }

  private static int crc(byte[] entries, int offset) {
    CRC32C crc = new CRC32C();
    crc.update(entries, offset, CRC_OFFSET);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
