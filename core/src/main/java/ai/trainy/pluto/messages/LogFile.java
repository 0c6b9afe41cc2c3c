package ai.trainy.pluto.messages;

import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A small text file in UTF-8 for investigating problems, with lines of 2 kB at most. Several JVMs
 * may append to one file. It is opened for each line: lines are rare, and so nothing is held open
 * in someone else's process.
 *
 * <p>In a program's process a background thread writes it, in order: the disk may hang. Meanwhile 1
 * MB waits in memory; what comes on top is counted.
 */
public final class LogFile {
  /** Takes everything and keeps nothing. */
  public static final LogFile NONE = new LogFile(null, new DaemonThreads(), false);

  private static final long LIMIT_BYTES = 4L << 20;
  private static final int MOST_WAITING_BYTES = 1 << 20;
  private static final Set<OpenOption> OPTIONS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

  private final @Nullable Path file;
  private final Machine machine;

  /** Whether a background thread writes. */
  private final boolean handsOver;

  private final Lock lock;
  private final Condition written;

  // Guarded by lock.
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private long dropped;
  private boolean atWork;

  /** Where it is; empty for one that keeps nothing. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  private LogFile(@Nullable Path file, Machine machine, boolean handsOver) {
    this.file = file;
    this.machine = machine;
    this.handsOver = handsOver;
    this.lock = machine.newLock();
    this.written = lock.newCondition();
  }

  /** Appends to {@code file}, which is made when the first line comes, on the caller's thread. */
  public static LogFile at(Path file) {
    return new LogFile(file, new DaemonThreads(), false);
  }

  /** The same on a thread of {@code machine}, unless none can be started. */
  public static LogFile at(Path file, Machine machine) {
    return new LogFile(file, machine, true);
  }

  void write(String level, String text) {
    write(level, text, null);
  }

  void write(String level, String text, @Nullable Throwable failure) {
    Path to = file;
    if (to == null) {
      return;
    }
    byte[] lines;
    try {
      lines = lines(level, text, failure);
    } catch (RuntimeException | LinkageError unprintable) {
      return;
    }
    lock.lock();
    try {
      if (waitingBytes + lines.length > MOST_WAITING_BYTES) {
        dropped++;
        return;
      }
      waiting.add(lines);
      waitingBytes += lines.length;
      if (atWork) {
        return;
      }
      atWork = true;
    } finally {
      lock.unlock();
    }
    if (!handsOver || !machine.start("pluto-log", () -> writeWhatWaits(to), noThread -> {})) {
      writeWhatWaits(to);
    }
  }

  /**
   * Waits until everything is written.
   *
   * @return whether it is
   */
  boolean flush(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (atWork && left > 0) {
        left = written.awaitNanos(left);
      }
      return !atWork;
    } finally {
      lock.unlock();
    }
  }

  private void writeWhatWaits(Path to) {
    for (byte[] lines = next(); lines != null; lines = next()) {
      try {
        machine.awaitDisk();
        startAfreshWhenLarge(to);
        append(to, lines);
      } catch (IOException | RuntimeException | LinkageError unwritable) {
        // The log is a courtesy; a disk, or a security manager, that does not take it must not cost
        // the program anything.
      }
    }
  }

  /** What has waited longest; null, and the work is done, if there is nothing. */
  private byte @Nullable [] next() {
    lock.lock();
    try {
      byte[] lines = waiting.poll();
      if (lines != null) {
        waitingBytes -= lines.length;
        return lines;
      }
      if (dropped > 0) {
        byte[] gap = lines("WARN", dropped + " messages were dropped: the disk was slow", null);
        dropped = 0;
        return gap;
      }
      atWork = false;
      written.signalAll();
      return null;
    } finally {
      lock.unlock();
    }
  }

  private static byte[] lines(String level, String text, @Nullable Throwable failure) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    String padding = " ".repeat(Math.max(5 - level.length(), 0));
    String head = Instant.now() + " " + process() + " " + level + padding + " ";
    lines.writeBytes(Printable.line(head + Printable.escaped(text)));
    if (failure != null) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      // Indented, so that no message of an exception looks like a line of the log.
      trace
          .toString()
          .lines()
          .map(line -> "    " + Printable.escaped(line.replaceFirst("^\t", "  ")))
          .forEach(line -> lines.writeBytes(Printable.line(line)));
    }
    return lines.toByteArray();
  }

  /** 0 where a security manager lets nobody know. */
  private static long process() {
    try {
      return ProcessHandle.current().pid();
    } catch (RuntimeException | LinkageError e) {
      return 0;
    }
  }

  /**
   * Never through a link that someone else may have put there, nor into a pipe that nobody reads.
   * Its channel would be closed under a thread whose interrupt flag is set, so that is put aside.
   */
  private static void append(Path file, byte[] bytes) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try (SeekableByteChannel channel = Files.newByteChannel(file, OPTIONS, ownerOnly(file))) {
      channel.write(ByteBuffer.wrap(bytes));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void startAfreshWhenLarge(Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > LIMIT_BYTES) {
      try {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        // Windows does not while someone reads one of the two: a while longer, then.
        if (Files.size(file) > 2 * LIMIT_BYTES) {
          throw e;
        }
      }
    }
  }
}
