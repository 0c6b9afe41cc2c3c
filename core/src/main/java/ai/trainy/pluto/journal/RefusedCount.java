package ai.trainy.pluto.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many values of a run were logged and not kept: one number in a file, written at each change
 * so that {@code status} can tell it. The file is made with the first. While the run is logged to,
 * a background thread writes it. Safe for use by several threads.
 */
final class RefusedCount implements Closeable {
  static final String FILE = "refused";

  private final Path path;
  private final AtomicLong count = new AtomicLong();
  private final ReentrantLock writing = new ReentrantLock();

  /** Has another thread write; null if the counting thread does. */
  private volatile @Nullable Runnable writer;

  /** What the file has. */
  private volatile long written;

  // Guarded by writing.
  private @Nullable DiskFile file;
  private boolean closed;

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

  /**
   * Has what is added written by another thread.
   *
   * @param wake has it call {@link #write}
   */
  void leaveTo(Runnable wake) {
    writer = wake;
  }

  /** Waits for the disk, unless that is left to another thread. */
  void add(long values) {
    boolean isNews = written == count.getAndAdd(values);
    Runnable other = writer;
    if (other == null) {
      write();
    } else if (isNews) {
      other.run();
    }
  }

  /** Writes the number if the file has another one. */
  void write() {
    // The writer looks again when it is done.
    while (written != count.get() && writing.tryLock()) {
      try {
        writeNow();
      } finally {
        writing.unlock();
      }
    }
  }

  private void writeNow() {
    long now = count.get();
    written = now;
    if (closed) {
      return;
    }
    try {
      if (file == null) {
        file = DiskFile.write(path);
      }
      file.write(0, ByteBuffer.allocate(Long.BYTES).putLong(now).array(), Long.BYTES);
    } catch (IOException e) {
      // It is a number for people; the ledger has it as well.
    }
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      if (written != count.get()) {
        writeNow();
      }
      closed = true;
      if (file != null) {
        file.close();
      }
    } finally {
      writing.unlock();
    }
  }
}
