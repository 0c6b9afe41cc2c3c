package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunIntent;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
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
  private static final String INTENT = "intent";
  private static final String ANSWER = "answer";
  private static final String LOCK = "lock";
  private static final Pattern OWN =
      Pattern.compile(INTENT + "|" + ANSWER + "|acknowledged|\\d{8}\\.segment");

  private final Path path;
  private final RunIntent intent;
  private final Runnable whenClosed;
  private final RandomAccessFile lockFile;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RunDirectory(
      Path path, RunIntent intent, RandomAccessFile lockFile, Runnable whenClosed) {
    this.path = path;
    this.intent = intent;
    this.lockFile = lockFile;
    this.whenClosed = whenClosed;
  }

  /**
   * Makes the directory of a new run and keeps what was asked for in it. Only {@link Journals}
   * calls this: it must know which directories this JVM has locked.
   */
  static RunDirectory create(Path home, RunIntent intent, Runnable whenClosed) throws IOException {
    Path project = home.resolve(fileName(intent.project()));
    Files.createDirectories(project);
    String name =
        START.format(Instant.ofEpochMilli(intent.startedAt()))
            + "-"
            + fileName(intent.externalId());
    Path path = createNew(project, name);
    RandomAccessFile lockFile = new RandomAccessFile(path.resolve(LOCK).toFile(), "rw");
    try {
      lockIfPossible(lockFile);
      RunDirectory directory = new RunDirectory(path, intent, lockFile, whenClosed);
      RecordBuffer buffer = new RecordBuffer(256);
      RunCodec.write(buffer, intent);
      // Last: a directory without it is not yet a run to anyone who looks.
      directory.keep(INTENT, RecordType.INTENT, buffer);
      return directory;
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  private static void lockIfPossible(RandomAccessFile file) {
    try {
      // Held until the file is closed.
      file.getChannel().tryLock();
    } catch (IOException noLocksHere) {
      // Some network file systems: then nobody takes the run over while that is so.
    }
  }

  /** Takes over a run that nobody is at work on; empty if someone is, or it is no run. */
  static Optional<RunDirectory> take(Path path, Runnable whenClosed) {
    if (!Files.exists(path.resolve(INTENT)) || !Files.exists(path.resolve(LOCK))) {
      return Optional.empty();
    }
    RandomAccessFile lockFile = null;
    try {
      lockFile = new RandomAccessFile(path.resolve(LOCK).toFile(), "rw");
      if (lockFile.getChannel().tryLock() != null) {
        // Read under the lock: whoever held it may just have removed the run.
        RunDirectory taken = new RunDirectory(path, readIntent(path), lockFile, whenClosed);
        lockFile = null;
        return Optional.of(taken);
      }
    } catch (IOException | OverlappingFileLockException goneOrTakenOrNoLocksHere) {
      return Optional.empty();
    } finally {
      closeQuietly(lockFile);
    }
    return Optional.empty();
  }

  private static void closeQuietly(Closeable file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // It was opened for its lock alone.
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

  /** What was asked for. */
  public RunIntent intent() {
    return intent;
  }

  /**
   * What was asked for in a run's directory.
   *
   * @throws IOException if it is not there, or damaged
   */
  static RunIntent readIntent(Path path) throws IOException {
    return RunCodec.readIntent(read(path.resolve(INTENT), RecordType.INTENT));
  }

  /** What the server answered to create; empty if it never did, or if that cannot be read. */
  public Optional<RunHandle> answer() {
    return readAnswer(path);
  }

  static Optional<RunHandle> readAnswer(Path path) {
    try {
      return Optional.of(RunCodec.readAnswer(read(path.resolve(ANSWER), RecordType.ANSWER)));
    } catch (IOException | RuntimeException e) {
      // Create is asked again then, and answers with the same run.
      return Optional.empty();
    }
  }

  private static Record read(Path file, RecordType type) throws IOException {
    byte[] bytes;
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      bytes = in.readAllBytes();
    }
    Record record = Frame.read(bytes, 0, bytes.length);
    if (record == null || record.type() != type) {
      throw new IOException(file + " is damaged");
    }
    return record;
  }

  /** A reader of what the server has not acknowledged, for a run that was left behind. */
  public JournalReader reader() throws IOException {
    return JournalReader.of(path, new LeftBehind(path, true));
  }

  /** Keeps what the server answered to create. */
  public void keepAnswer(RunHandle run) throws IOException {
    RecordBuffer buffer = new RecordBuffer(256);
    RunCodec.write(buffer, run);
    keep(ANSWER, RecordType.ANSWER, buffer);
  }

  /** Whether a file holds what was asked for or answered. */
  static boolean isKept(Path file) {
    String name = file.getFileName().toString();
    return name.equals(INTENT) || name.equals(ANSWER);
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
   * Removes a run that the server has whole, and lets go of it. Files that are not the journal's
   * own (a damaged segment, rejected rows) stay, and the directory with them.
   */
  public void remove() throws IOException {
    List<Path> own;
    try (Stream<Path> files = Files.list(path)) {
      own =
          files
              .filter(file -> OWN.matcher(file.getFileName().toString()).matches())
              .collect(Collectors.toList());
    }
    // First, so that nobody takes it for a run any more.
    Files.deleteIfExists(path.resolve(INTENT));
    for (Path file : own) {
      Files.deleteIfExists(file);
    }
    close();
    Files.deleteIfExists(path.resolve(LOCK));
    try (Stream<Path> left = Files.list(path)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.deleteIfExists(path);
  }

  /** Lets go of the lock. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      lockFile.close();
      whenClosed.run();
    }
  }
}
