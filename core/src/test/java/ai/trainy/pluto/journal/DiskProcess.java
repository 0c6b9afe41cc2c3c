package ai.trainy.pluto.journal;

import static ai.trainy.pluto.journal.Books.require;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.testing.Destinations;
import ai.trainy.pluto.testing.SimulatedDisk;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process on a simulated disk: it logs to one run after the other, uploads, and takes up what an
 * earlier one has left. What it does to the disk, it does by the journal's own classes.
 */
final class DiskProcess implements Closeable {
  /** Such a record is in two sectors at least. */
  private static final String LONG = "x".repeat(600);

  private static final int SEGMENT_BYTES = 2_000;
  private static final long LIMIT = 1 << 20;
  private static final long START = 1_767_225_600_000L;
  private static final String HOME = "/home/pluto";
  private static final Destination DESTINATION = Destinations.fake();
  private static final Messages SILENT = new Messages(OutputStream.nullOutputStream());

  private final Path home;
  private final RunStore journals;
  private final DiskUse all;
  private final Books books;
  private int number;
  private Books.Run run;
  private RunDirectory directory;
  private Journal journal;
  private JournalReader reader;

  /** Whether the server says yes before it has the rows, which it never does. */
  boolean acknowledgesFirst;

  DiskProcess(SimulatedDisk disk, Books books) {
    this.home = disk.path(HOME);
    this.journals = new RunStore(home);
    this.all = new DiskUse(home, Long.MAX_VALUE, System::nanoTime);
    this.books = books;
    this.number = 1_000 * books.runs.size();
  }

  RunStore journals() {
    return journals;
  }

  boolean isLogging() {
    return journal != null && !journal.isOver();
  }

  boolean isOver() {
    return journal != null && journal.isOver();
  }

  /** Opens a run. */
  void open() throws IOException {
    run = books.begin();
    RunSpec spec =
        RunSpec.builder()
            .project("project")
            .name(run.id)
            .externalId(run.id)
            .tags(List.of("tag"))
            .config(Map.of("long", LONG))
            .startedAt(START)
            .build();
    directory = journals.create(spec, DESTINATION);
    try {
      journal =
          new Journal(
                  new JournalPlace(directory.path(), SegmentFile::create, directory),
                  new DiskLimits(LIMIT, SEGMENT_BYTES, Duration.ofHours(1)),
                  noThreads(),
                  SILENT)
              .among(all);
      reader = journal.reader();
    } catch (IOException e) {
      if (journal != null) {
        journal.close();
      }
      directory.close();
      forget();
      throw e;
    }
  }

  private static Engine noThreads() {
    return new Engine(
        new DaemonThreads(
            thread -> {
              throw new OutOfMemoryError("no threads here");
            }));
  }

  /** Logs a metric; a full segment of it if {@code large}. */
  void append(boolean large) throws IOException {
    String name = ++number + (large ? LONG + LONG + LONG : LONG);
    Books.Item item = books.log(run, RecordType.METRICS, name);
    MetricsRecord record = new MetricsRecord(START + number, number, 1);
    record.add(name, number);
    journal.append(record);
    item.logged = true;
    claim();
  }

  /** Logs a histogram. */
  void appendData() throws IOException {
    String name = ++number + "h";
    Books.Item item = books.log(run, RecordType.DATA, name);
    journal.append(
        new DataRow(LogType.HISTOGRAM, name, START + number, number, Map.of("bins", LONG)));
    item.logged = true;
    claim();
  }

  /** Logs a file. */
  void stage() throws IOException {
    String name = ++number + ".txt";
    Books.Item item = books.log(run, RecordType.FILE, name);
    directory
        .files()
        .limitedTo(LIMIT)
        .stage(
            new Content() {
              @Override
              public long size() {
                return content(name).length;
              }

              @Override
              public void writeTo(Path file) throws IOException {
                Files.write(file, content(name), StandardOpenOption.CREATE_NEW);
              }
            },
            FileEntry.of(LogType.ARTIFACT, name, name).at(number, START + number).build());
    item.logged = true;
    claim();
  }

  private static byte[] content(String name) {
    return (name + LONG + name).getBytes(StandardCharsets.UTF_8);
  }

  /** Ends the run. */
  void finish() throws IOException {
    run.end = RunStatus.ofExitCode(number % 2);
    journal.appendFinish(new RunEnd(number % 2, START + number));
    run.endIsLogged = true;
    claim();
  }

  /** What the journals' thread does each second. */
  void sync() throws IOException {
    journal.sync();
    directory.files().sync();
    claim();
    require(isOnDisk(), "what was synced is not on the disk");
  }

  private boolean isOnDisk() {
    return journal.isOnDisk() && directory.files().areOnDisk();
  }

  /** If the journal says that all is on the disk, then all must be. */
  private void claim() {
    if (isOnDisk()) {
      run.safe();
    }
  }

  /** Uploads what was logged. */
  void acknowledge() throws IOException {
    directory.updateDestination(DESTINATION.withOrganization("another"));
    if (directory.answer().isEmpty()) {
      directory.writeAnswer(handle(run.id));
    }
    upload(run.id, directory, reader);
  }

  private static RunHandle handle(String id) {
    return new RunHandle(7, id, "project", "https://pluto.example/" + id, false);
  }

  /** Uploads the rest of a run that is over, and removes it. */
  void remove() throws IOException {
    acknowledge();
    run.endIsSafe = true;
    books.status(run.id, run.end);
    journal.close();
    reader.close();
    // As an uploader does it, which has its own lock on the run by then.
    Path path = directory.path();
    forget();
    try (RunDirectory taken = journals.take(path).orElseThrow()) {
      taken.remove();
    }
  }

  /** The disk has failed: what was read and is not acknowledged is read again. */
  void failed() {
    books.again();
    try {
      if (reader != null) {
        reader.restart();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void forget() {
    journal = null;
    reader = null;
    directory = null;
    run = null;
  }

  @Override
  public void close() throws IOException {
    if (journal != null) {
      journal.close();
      reader.close();
      forget();
    }
  }

  /** Sends a batch, and the files; what was sent is a value each. */
  private long upload(String id, RunDirectory of, JournalReader from) throws IOException {
    long sent = 0;
    Position end = null;
    List<Runnable> batch = new ArrayList<>();
    for (Record record = from.next(); record != null; record = from.next()) {
      sent += record.values();
      // Not behind the run's end, as long as nothing follows that.
      end = record.type() == RecordType.FINISH ? end : from.position();
      switch (record.type()) {
        case METRICS:
          String name = record.metrics().name(0);
          require(number(name) == record.metrics().value(0), name + " has another value");
          batch.add(() -> books.receive(id, RecordType.METRICS, name));
          break;
        case DATA:
          DataRow row = record.data();
          require(row.data().get("bins").equals(LONG), row.name() + " has other bins");
          // By itself, as a batch of them is, and noted at once.
          batch.add(() -> books.receive(id, RecordType.DATA, row.name()));
          break;
        default:
          // The end.
      }
    }
    if (acknowledgesFirst && end != null) {
      from.acknowledge(end, end);
    }
    batch.forEach(Runnable::run);
    if (end != null) {
      from.acknowledge(end, end);
    }
    for (StagedFiles.Staged file : of.files().waiting()) {
      sent++;
      String name = file.entry().fileName();
      if (!file.isWhole()) {
        of.files().refused(file);
        continue;
      }
      if (Arrays.equals(Files.readAllBytes(file.content()), content(name))) {
        books.receive(id, RecordType.FILE, name);
      }
      of.files().uploaded(file);
    }
    return sent;
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(0, name.indexOf('x')));
  }

  /** Takes up what is left, as {@code Recovery} does. */
  void recover() throws IOException {
    journals.sweep();
    for (Path path : journals.runs()) {
      if (directory == null || !directory.path().equals(path)) {
        recover(path);
      }
    }
    journals.sweep();
  }

  /** {@link #recover}, after which nothing may be left on a disk that is well. */
  void recoverAll() throws IOException {
    recover();
    for (Path path : leftovers()) {
      try (Stream<Path> all = Files.walk(path)) {
        throw new AssertionError("it stays for ever: " + all.collect(Collectors.toList()));
      }
    }
  }

  private void recover(Path path) throws IOException {
    String id = id(path);
    Books.Run its = books.runs.get(id);
    Optional<RunDirectory> taken;
    try {
      taken = journals.take(path);
    } catch (IOException e) {
      if (its.safe) {
        throw e;
      }
      // It is said, and left: nobody was told that the run is on the disk.
      return;
    }
    require(taken.isPresent(), id + " is not to be had");
    try (RunDirectory of = taken.get()) {
      recover(id, its, of);
    }
    require(!RunStore.isRun(path), id + " is never over");
  }

  private void recover(String id, Books.Run its, RunDirectory of) throws IOException {
    require(
        !its.safe || books.faulty || of.destination().server().isPresent(),
        "nobody knows where " + id + " belongs");
    long pending = RunSnapshot.of(of.path()).pendingValues();
    try (JournalReader from = of.reader()) {
      of.updateDestination(DESTINATION.withOrganization("another"));
      of.writeAnswer(handle(id));
      long sent = upload(id, of, from);
      require(sent == pending, pending + " values of " + id + " were pending, " + sent + " sent");
      require(
          from.missing() == 0 || books.faulty || books.mayLack(id),
          from.missing() + " of " + id + " are missed");
      require(from.damaged() == 0 || books.torn, id + " is damaged");
      Optional<RunEnd> end = from.runEnd();
      if (end.isPresent()) {
        books.status(id, RunStatus.ofExitCode(end.get().exitCode()));
      } else if (books.status(id) == RunStatus.RUNNING) {
        books.status(id, RunStatus.FAILED);
      }
    }
    of.remove();
  }

  /**
   * Directories that nobody comes back to. Those stay in which something is kept for people, and
   * records of a run that was not yet safe, if not even its name is known.
   */
  private List<Path> leftovers() throws IOException {
    List<Path> left = new ArrayList<>();
    if (!Files.exists(home)) {
      return left;
    }
    try (Stream<Path> all = Files.walk(home, 2)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        boolean isRun = path.getNameCount() == home.getNameCount() + 2;
        if (isRun ? !stays(path) : isEmpty(path) && !path.equals(home)) {
          left.add(path);
        }
      }
    }
    return left;
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.findAny().isEmpty();
    }
  }

  private boolean stays(Path path) throws IOException {
    return !RunDirectory.aside(path).isEmpty()
        || (!books.runs.get(id(path)).safe
            && (RunStore.isRun(path)
                || !SegmentFile.numbers(path).isEmpty()
                || Files.exists(path.resolve("files"))))
        || hasRejected(path.resolve("files"));
  }

  private static boolean hasRejected(Path files) throws IOException {
    if (!Files.exists(files)) {
      return false;
    }
    try (Stream<Path> all = Files.list(files)) {
      return all.anyMatch(file -> file.toString().endsWith(".rejected"));
    }
  }

  private static String id(Path run) {
    return run.getFileName().toString().replaceAll(".*-(run\\d+).*", "$1");
  }
}
