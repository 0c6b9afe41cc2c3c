package ai.trainy.pluto.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many values of a run were logged and not kept: one number in a file, written at each change
 * so that {@code status} can tell it. The file is made with the first. Safe for several threads.
 */
final class RefusedCount implements Closeable {
  static final String FILE = "refused";

  private final Path path;
  private RandomAccessFile file;
  private boolean closed;
  private long count;

  RefusedCount(Path directory) {
    this.path = directory.resolve(FILE);
  }

  /** The number in a run's directory; 0 if none can be read. */
  static long read(Path directory) {
    try {
      RegularFiles.check(directory.resolve(FILE), Long.BYTES);
      byte[] bytes = Files.readAllBytes(directory.resolve(FILE));
      return bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : 0;
    } catch (IOException none) {
      return 0;
    }
  }

  synchronized void add(long values) {
    count += values;
    if (closed) {
      return;
    }
    try {
      if (file == null) {
        file = new RandomAccessFile(OwnerOnly.createFile(path).toFile(), "rw");
      }
      file.seek(0);
      file.write(ByteBuffer.allocate(Long.BYTES).putLong(count).array());
    } catch (IOException e) {
      // It is a number for people; the ledger has it as well.
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (file != null) {
      file.close();
    }
  }
}
