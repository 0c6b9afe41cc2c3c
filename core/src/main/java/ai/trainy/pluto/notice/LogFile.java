package ai.trainy.pluto.notice;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * A small text file in UTF-8 for whoever looks into a problem, of lines of 2 kB at most. Several
 * JVMs may append to one file. It is opened for each line: lines are rare, and so nothing is held
 * open in someone else's process.
 */
public final class LogFile {
  /** Takes everything and keeps nothing. */
  public static final LogFile NONE = new LogFile(null);

  private static final long LIMIT_BYTES = 4L << 20;

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
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    String head = String.format("%s %d %-5s ", Instant.now(), ProcessHandle.current().pid(), level);
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
    try {
      startAfreshWhenLarge();
      // Not Files.write: its channel would be closed under a thread whose interrupt flag is set.
      try (FileOutputStream append = new FileOutputStream(file.toFile(), true)) {
        lines.writeTo(append);
      }
    } catch (IOException unwritable) {
      // The log is a courtesy; a disk that does not take it must not cost the program anything.
    }
  }

  private void startAfreshWhenLarge() throws IOException {
    if (Files.exists(file) && Files.size(file) > LIMIT_BYTES) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
