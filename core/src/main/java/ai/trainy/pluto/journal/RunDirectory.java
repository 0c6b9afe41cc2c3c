package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunIntent;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The directory of one run, {@code <home>/<project>/<run>/}: what was asked for, what the server
 * answered, the segments, and a lock that says someone is at work here. The key is never in it.
 */
public final class RunDirectory implements Closeable {
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int MAX_NAME_LENGTH = 64;

  private final Path path;
  private final RandomAccessFile lockFile;

  /** Held until the file is closed; a field so that it is not collected before. */
  @SuppressWarnings("unused")
  private final FileLock lock;

  private RunDirectory(Path path) throws IOException {
    this.path = path;
    this.lockFile = new RandomAccessFile(path.resolve("lock").toFile(), "rw");
    this.lock = lockFile.getChannel().tryLock();
  }

  /**
   * Makes the directory of a new run and keeps what was asked for in it.
   *
   * @param home the directory of all journals; made if it is not there
   * @throws IOException if it cannot be made or written
   */
  public static RunDirectory create(Path home, RunIntent intent) throws IOException {
    Path project = home.resolve(fileName(intent.project()));
    Files.createDirectories(project);
    String name =
        START.format(Instant.ofEpochMilli(intent.startedAt()))
            + "-"
            + fileName(intent.externalId());
    Path path = createNew(project, name);
    RunDirectory directory = new RunDirectory(path);
    try {
      RecordBuffer buffer = new RecordBuffer(256);
      RunCodec.write(buffer, intent);
      directory.keep("intent", RecordType.INTENT, buffer);
      return directory;
    } catch (IOException e) {
      directory.close();
      throw e;
    }
  }

  private static Path createNew(Path project, String name) throws IOException {
    for (int copy = 1; ; copy++) {
      Path path = project.resolve(copy == 1 ? name : name + "-" + copy);
      try {
        return Files.createDirectory(path);
      } catch (FileAlreadyExistsException anotherRunOfThatId) {
        if (copy == 10_000) {
          throw anotherRunOfThatId;
        }
      }
    }
  }

  /** A text as a file name: what every file system takes, and not too long. */
  private static String fileName(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9._-]", "_");
    String bounded = safe.substring(0, Math.min(safe.length(), MAX_NAME_LENGTH));
    return bounded.matches("\\.*") ? "_" + bounded : bounded;
  }

  public Path path() {
    return path;
  }

  /** Keeps what the server answered to create. */
  public void keepAnswer(RunHandle run) throws IOException {
    RecordBuffer buffer = new RecordBuffer(256);
    RunCodec.write(buffer, run);
    keep("answer", RecordType.ANSWER, buffer);
  }

  private void keep(String name, RecordType type, RecordBuffer buffer) throws IOException {
    Frame.seal(buffer.array(), buffer.length(), type, 0);
    Path half = path.resolve(name + ".new");
    try (FileOutputStream out = new FileOutputStream(half.toFile())) {
      out.write(buffer.array(), 0, buffer.length());
    }
    Files.move(half, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Keeps a row that the server refused for good, readable for people, with the reason. */
  public void setAside(MetricRow row, String why) throws IOException {
    StringBuilder line = new StringBuilder();
    line.append(Instant.ofEpochMilli(row.time())).append(" step ").append(row.step());
    for (int i = 0; i < row.size(); i++) {
      line.append(i == 0 ? ": " : ", ").append(row.name(i)).append('=').append(row.value(i));
    }
    line.append(" -- ").append(why.replaceAll("\\s+", " ")).append('\n');
    try (FileOutputStream out = new FileOutputStream(path.resolve("rejected.txt").toFile(), true)) {
      out.write(line.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Removes a run that the server has whole. Files that are not the journal's own (a damaged
   * segment, rejected rows) stay, and the directory with them.
   */
  public void remove() throws IOException {
    List<Path> own;
    try (Stream<Path> files = Files.list(path)) {
      own =
          files
              .filter(
                  file ->
                      file.getFileName()
                          .toString()
                          .matches("intent|answer|acknowledged|\\d{8}\\.segment"))
              .collect(Collectors.toList());
    }
    for (Path file : own) {
      Files.delete(file);
    }
    close();
    Files.deleteIfExists(path.resolve("lock"));
    try (Stream<Path> left = Files.list(path)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(path);
  }

  /** Lets go of the lock. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
