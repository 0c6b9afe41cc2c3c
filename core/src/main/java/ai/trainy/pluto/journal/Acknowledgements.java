package ai.trainy.pluto.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far a journal has been acknowledged by the server, or stored: an append-only file of
 * positions, the last whole one counts.
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
  /** How far the server has said yes. */
  static final String FILE = "acknowledged";

  /** How far the server has stored it: a yes is followed by that within seconds. */
  static final String STORED = "stored";

  private static final int ENTRY_BYTES = 16;
  private static final int CRC_OFFSET = 12;

  /** So much is looked at from the end: a day's worth of entries that are not whole. */
  private static final int TAIL_BYTES = ENTRY_BYTES << 16;

  private final Path directory;
  private final DiskFile file;

  /**
   * @param directory the run's; the file is made if it is not there
   */
  Acknowledgements(Path directory) throws IOException {
    this(directory, FILE);
  }

  Acknowledgements(Path directory, String name) throws IOException {
    this.directory = directory;
    Path path = directory.resolve(name);
    RegularFiles.checkIfThere(path);
    file = DiskFile.write(path);
  }

  /** The last position acknowledged in a run's directory; empty if there is none. */
  static Optional<Position> last(Path directory) throws IOException {
    return last(directory, FILE);
  }

  /** The last position noted in a file of a run's directory; empty if there is none. */
  static Optional<Position> last(Path directory, String name) throws IOException {
    byte[] entries;
    Path path = directory.resolve(name);
    try {
      RegularFiles.check(path);
    } catch (NoSuchFileException nothingWasNoted) {
      return Optional.empty();
    }
    try (DiskFile file = DiskFile.read(path)) {
      long whole = file.length() / ENTRY_BYTES * ENTRY_BYTES;
      entries = new byte[(int) Math.min(whole, TAIL_BYTES)];
      file.readFully(whole - entries.length, entries);
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

  /** Notes that this is so of everything before {@code position}. */
  void append(Position position) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES);
    entry.putInt(position.segment()).putLong(position.offset());
    entry.putInt(crc(entry.array(), 0));
    // Behind the last whole entry: half of one may be there, from a crash or a full disk.
    file.write(file.length() / ENTRY_BYTES * ENTRY_BYTES, entry.array(), ENTRY_BYTES);
  }

  /** Brings what was noted to the disk, and that there are notes. */
  void sync() throws IOException {
    file.sync();
    SyncedNames.syncDirectory(directory);
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
