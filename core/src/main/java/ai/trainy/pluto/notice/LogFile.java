package ai.trainy.pluto.notice;

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
import java.time.Instant;
import java.util.Set;

/**
 * A small text file in UTF-8 for investigating problems, with lines of 2 kB at most. Several JVMs
 * may append to one file. It is opened for each line: lines are rare, and so nothing is held open
 * in someone else's process.
 */
public final class LogFile {
  /** Takes everything and keeps nothing. */
  public static final LogFile NONE = new LogFile(null);

  private static final long LIMIT_BYTES = 4L << 20;
  private static final Set<OpenOption> OPTIONS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

  private final Path file;

  private LogFile(Path file) {
    this.file = file;
  }

  /** Appends to {@code file}, which is made when the first line comes. */
  public static LogFile at(Path file) {
    return new LogFile(file);
  }

  void write(String level, String text) {
    write(level, text, null);
  }

  synchronized void write(String level, String text, Throwable failure) {
    if (file == null) {
      return;
    }
    try {
      startAfreshWhenLarge();
      append(lines(level, text, failure));
    } catch (IOException | RuntimeException | LinkageError unwritable) {
      // The log is a courtesy; a disk, or a security manager, that does not take it must not cost
      // the program anything.
    }
  }

  private static byte[] lines(String level, String text, Throwable failure) {
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
  private void append(byte[] bytes) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try (SeekableByteChannel channel = Files.newByteChannel(file, OPTIONS, ownerOnly())) {
      channel.write(ByteBuffer.wrap(bytes));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private void startAfreshWhenLarge() throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > LIMIT_BYTES) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
