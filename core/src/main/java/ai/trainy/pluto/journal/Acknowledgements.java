package ai.trainy.pluto.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
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
 * Used by one thread, the uploader's.
 */
public final class Acknowledgements implements Closeable {
  private static final int ENTRY_BYTES = 16;

  private final RandomAccessFile file;

  public Acknowledgements(RunDirectory directory) throws IOException {
    file = new RandomAccessFile(directory.path().resolve("acknowledged").toFile(), "rw");
  }

  /** Notes that the server has everything before {@code position}. */
  public void append(Position position) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES);
    entry.putInt(position.segment()).putLong(position.offset());
    CRC32C crc = new CRC32C();
    crc.update(entry.array(), 0, entry.position());
    entry.putInt((int) crc.getValue());
    // Behind the last whole entry: half of one may be there, from a crash or a full disk.
    file.seek(file.length() / ENTRY_BYTES * ENTRY_BYTES);
    file.write(entry.array());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
