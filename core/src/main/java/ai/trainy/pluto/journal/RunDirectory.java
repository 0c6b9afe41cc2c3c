package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.messages.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one run, {@code <home>/<project>/<run>/}: where it belongs, what was asked for,
 * what the server answered, the segments, and a lock that says someone is at work here. The key is
 * never in it.
 */
public final class RunDirectory implements Closeable {
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int MAX_NAME_LENGTH = 64;
  private static final String INTENT = "intent";
  private static final String ANSWER = "answer";
  private static final String DESTINATION = "destination";
  private static final String CONTINUED = "continued";
  private static final String LOCK = "lock";
  private static final Pattern RUN = Pattern.compile("\\d{8}-\\d{6}-.+");
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
  private static final Pattern SEGMENT = Pattern.compile("\\d{8}\\.segment");

  /** The rest of a run's own files, in the order in which they are removed. */
  private static final List<String> OWN =
      List.of(
          Acknowledgements.FILE,
          Acknowledgements.STORED,
          RefusedCount.FILE,
          EndFile.FILE + ".new",
          ANSWER,
          DESTINATION,
          CONTINUED,
          INTENT + ".new",
          ANSWER + ".new",
          DESTINATION + ".new");

  /** What a kill or a power loss can leave of a run that was just made, or all but removed. */
  private static final Set<String> CRUMBS =
      Stream.concat(OWN.stream(), Stream.of(LOCK, EndFile.FILE))
          .collect(Collectors.toUnmodifiableSet());

  private static final Duration CRUMBS_KEPT = Duration.ofMinutes(1);
  private static final Pattern ASIDE = Pattern.compile("rejected\\.txt|.*\\.damaged");

  private static final int MAKE_ATTEMPTS = 100;
  private static final int LOCK_ATTEMPTS = 3;
  private static final long LOCK_PAUSE_NANOS = 20_000_000;

  private final Path path;
  private volatile RunSpec spec;
  private final Runnable whenClosed;
  private final Closeable lockFile;
  private final StagedFiles files;
  private final DeferredRecords deferred;
  private final RefusedCount refused;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Destination destination;

  private RunDirectory(
      Path path, RunSpec spec, Destination destination, Closeable lockFile, Runnable whenClosed) {
    this.path = path;
    this.destination = destination;
    this.files = files(path);
    this.deferred = new DeferredRecords(path);
    this.refused = new RefusedCount(path);
    this.spec = spec;
    this.lockFile = lockFile;
    this.whenClosed = whenClosed;
  }

  // Only RunStore makes, opens and takes: it must know which directories this JVM has locked.

  /** Makes an empty directory for a new run. */
  static Path make(Path home, RunSpec spec) throws IOException {
    Path project = home.resolve(fileName(spec.project()));
    String name =
        START.format(Instant.ofEpochMilli(spec.startedAt())) + "-" + fileName(spec.externalId());
    for (int attempt = 1; ; attempt++) {
      try {
        makeProject(project);
        return createNew(project, name);
      } catch (NoSuchFileException itsLastRunWasJustRemoved) {
        if (attempt == MAKE_ATTEMPTS) {
          throw itsLastRunWasJustRemoved;
        }
      }
    }
  }

  private static void makeProject(Path project) throws IOException {
    try {
      OwnerOnly.createDirectories(project);
    } catch (FileAlreadyExistsException e) {
      // Others remove and make it at any moment, so it is looked at once: it may be gone by now.
      if (!Files.readAttributes(project, BasicFileAttributes.class).isDirectory()) {
        throw e;
      }
    }
  }

  /** Removes the directory of a project that has no run any more. */
  static void removeProject(Path project) {
    try {
      Files.deleteIfExists(project);
    } catch (IOException thereIsMore) {
      // Or it is of no use to anyone, and in nobody's way.
    }
  }

  /** Locks the directory of a new run and keeps where it belongs and what was asked for in it. */
  static RunDirectory open(Path path, RunSpec spec, Destination destination, Runnable whenClosed)
      throws IOException {
    FileChannel lockFile =
        FileChannel.open(OwnerOnly.createFile(path.resolve(LOCK)), StandardOpenOption.WRITE);
    try {
      lockIfPossible(lockFile);
      RunDirectory directory = new RunDirectory(path, spec, destination, lockFile, whenClosed);
      directory.writeDestination();
      // Last: a directory without it is not yet a run to anyone who looks.
      directory.writeSpec();
      return directory;
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  private static void lockIfPossible(FileChannel file) {
    try {
      // Held until the file is closed.
      file.tryLock();
    } catch (IOException noLocksHere) {
      // Some network file systems: then nobody takes the run over while that is so.
    }
  }

  /**
   * Takes over a run that nobody is at work on; empty if someone is, or if it is gone.
   *
   * @throws IOException if that cannot be known, or if what was asked for cannot be read
   */
  static Optional<RunDirectory> take(Path path, Runnable whenClosed) throws IOException {
    FileChannel lockFile = null;
    try {
      RegularFiles.check(path.resolve(LOCK));
      // Never made here: a process that is removing the run could not remove its directory then.
      lockFile = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE);
      // Asked under the lock: its last holder may just have removed the run.
      if (isLockedNow(lockFile) && isRun(path)) {
        checkVersion(path);
        RunDirectory taken =
            new RunDirectory(path, readSpec(path), readDestination(path), lockFile, whenClosed);
        lockFile = null;
        return Optional.of(taken);
      }
      return Optional.empty();
    } catch (NoSuchFileException noLockFile) {
      if (isRun(path)) {
        throw new NoLockFileException(path, LOCK, noLockFile);
      }
      return Optional.empty();
    } finally {
      closeQuietly(lockFile);
    }
  }

  private static boolean isLockedNow(FileChannel lockFile) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        if (lockFile.tryLock() != null) {
          return true;
        }
      } catch (OverlappingFileLockException heldByThisJvm) {
        return false;
      }
      if (attempt == LOCK_ATTEMPTS) {
        return false;
      }
      // It may be only someone who looks: see isLocked.
      LockSupport.parkNanos(LOCK_PAUSE_NANOS);
    }
  }

  /**
   * Whether another process is at work on a run. Only a lock can tell, so this takes one, shared
   * with others who look, and lets go of it at once. A process that wants to work on the run in
   * that moment is turned away by it; so they ask more than once, with pauses much longer than this
   * takes. Not to be called for a run that this JVM has locked: closing the file would give the
   * lock away.
   *
   * @throws NoLockFileException if somebody deleted the file of a run that is there
   */
  static boolean isLocked(Path path) throws IOException {
    try {
      RegularFiles.check(path.resolve(LOCK));
    } catch (NoSuchFileException e) {
      throw isRun(path) ? new NoLockFileException(path, LOCK, e) : e;
    }
    try (FileChannel lockFile = FileChannel.open(path.resolve(LOCK), StandardOpenOption.READ)) {
      return lockFile.tryLock(0, Long.MAX_VALUE, true) == null;
    } catch (OverlappingFileLockException heldByThisJvm) {
      return true;
    }
  }

  /**
   * Returns normally unless a newer version wrote one of the small files.
   *
   * @throws NewerFormatException if one did
   */
  static void checkVersion(Path path) throws NewerFormatException {
    for (String name : List.of(INTENT, ANSWER, DESTINATION)) {
      RecordFile.checkVersion(path.resolve(name));
    }
  }

  /** Whether a directory holds a run, and not only what was put aside of one. */
  static boolean isRun(Path path) {
    return Files.exists(path.resolve(INTENT));
  }

  /**
   * Removes a directory in which a kill or a power loss left nothing of use: of a run that was just
   * being made, or of one that was all but removed. Anything else is left alone.
   */
  static void sweep(Path path) throws IOException {
    try {
      Set<String> names = names(path);
      names.removeIf(name -> ASIDE.matcher(name).matches());
      Instant changed = Files.getLastModifiedTime(path).toInstant();
      if (!CRUMBS.containsAll(names)
          || Duration.between(changed, Instant.now()).compareTo(CRUMBS_KEPT) < 0
          || (names.contains(LOCK) ? isLocked(path) : !isNamedLikeARun(path))) {
        return;
      }
      for (String name : names) {
        Files.deleteIfExists(path.resolve(name));
      }
      if (names(path).isEmpty()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException gone) {
      // The process at work on it has just removed it.
    }
  }

  /** Whether it is a run's directory, by its name: in one that was just made, nothing else is. */
  private static boolean isNamedLikeARun(Path path) {
    return RUN.matcher(path.getFileName().toString()).matches();
  }

  private static Set<String> names(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /** What was put aside in a directory: what could not be read, or what the server refused. */
  static List<Path> aside(Path path) throws IOException {
    try {
      List<Path> aside =
          names(path).stream()
              .filter(name -> ASIDE.matcher(name).matches())
              .sorted()
              .map(path::resolve)
              .collect(Collectors.toCollection(ArrayList::new));
      aside.addAll(files(path).rejected());
      return aside;
    } catch (NoSuchFileException | AccessDeniedException goneOrSomeoneElses) {
      return List.of();
    }
  }

  private static void closeQuietly(@Nullable Closeable file) {
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
        return OwnerOnly.createDirectory(path);
      } catch (FileAlreadyExistsException anotherRunOfThatId) {
        if (copy == 10_000) {
          throw anotherRunOfThatId;
        }
      }
    }
  }

  /**
   * Notes in the directories of earlier programs of the same run that this one goes on with it.
   * Their names tell which those may be. What cannot be noted stays as it is.
   */
  void noteInEarlier() {
    String id = "-" + fileName(spec.externalId());
    try (Stream<Path> runs = Files.list(path.getParent())) {
      for (Path other : runs.collect(Collectors.toList())) {
        if (other.getFileName().toString().contains(id)
            && !other.equals(path)
            && isRun(other)
            && isSameRun(other)
            && readSpec(other).startedAt() <= spec.startedAt()) {
          OwnerOnly.createFile(other.resolve(CONTINUED));
        }
      }
    } catch (IOException e) {
      // An upload of one of them still sees this directory, while it is there.
    }
  }

  /** Whether another directory holds records of the same run. */
  boolean isSameRun(Path other) {
    try {
      RunSpec otherSpec = readSpec(other);
      return otherSpec.externalId().equals(spec.externalId())
          && otherSpec.project().equals(spec.project())
          && readDestination(other).mayBe(destination);
    } catch (IOException e) {
      // What cannot be read is no reason to treat this one in another way.
      return false;
    }
  }

  /** Whether a later program went on with the run. */
  boolean isContinued() {
    return Files.exists(path.resolve(CONTINUED));
  }

  /**
   * A text as a file name: what every file system takes, and not too long. Windows drops dots at
   * the end, and takes some names for devices, whatever follows a dot in them.
   */
  private static String fileName(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9._-]", "_");
    String bounded = safe.substring(0, Math.min(safe.length(), MAX_NAME_LENGTH));
    String ended = bounded.replaceFirst("\\.$", "_");
    return ended.isEmpty() || DEVICE.matcher(ended).matches() ? "_" + ended : ended;
  }

  public Path path() {
    return path;
  }

  /** What was asked for. */
  public RunSpec spec() {
    return spec;
  }

  /**
   * What was asked for in a run's directory.
   *
   * @throws IOException if it is not there, or damaged
   */
  static RunSpec readSpec(Path path) throws IOException {
    try {
      return RunCodec.readSpec(RecordFile.read(path.resolve(INTENT), RecordType.INTENT));
    } catch (RuntimeException e) {
      throw new IOException(path.resolve(INTENT) + " is not understood (" + Reason.of(e) + ")", e);
    }
  }

  /** Where the run belongs. */
  public Destination destination() {
    return destination;
  }

  /**
   * Keeps where the run belongs. Holds for this object even if the disk does not take it.
   *
   * @throws IOException if the disk does not take it
   */
  public synchronized void updateDestination(Destination known) throws IOException {
    if (!known.equals(destination)) {
      destination = known;
      writeDestination();
    }
  }

  /**
   * Gives the run to another server, as one that it has never seen: what the former server handed
   * out for it is forgotten.
   *
   * @param changed what is asked of that server
   * @throws IOException if the disk does not take it; then the run belongs where it did
   */
  public synchronized void moveTo(Destination other, RunSpec changed) throws IOException {
    files.forgetAddresses();
    Files.deleteIfExists(path.resolve(ANSWER));
    spec = changed;
    writeSpec();
    // Last: before it, a kill leaves a run of the former server.
    updateDestination(other);
  }

  /**
   * Keeps what was found out about where the run runs, with what was asked for. Only the first time
   * counts, and none once this object has let go of the run: it may be somebody else's.
   *
   * @throws IOException if the disk does not take it; it holds for this object all the same
   */
  public synchronized void writeMetadata(Map<String, Object> metadata) throws IOException {
    if (closed.get() || metadata.isEmpty() || !spec.metadata().isEmpty()) {
      return;
    }
    spec = spec.toBuilder().metadata(metadata).build();
    RecordBuffer buffer = new RecordBuffer(1 << 12);
    RunCodec.write(buffer, spec);
    if (buffer.length() > Frame.MAX_PAYLOAD_BYTES) {
      throw new IOException("what is known of the run has " + buffer.length() + " bytes");
    }
    RecordFile.write(path.resolve(INTENT), RecordType.INTENT, buffer);
  }

  private void writeSpec() throws IOException {
    RecordBuffer buffer = new RecordBuffer(256);
    RunCodec.write(buffer, spec);
    RecordFile.write(path.resolve(INTENT), RecordType.INTENT, buffer);
  }

  private void writeDestination() throws IOException {
    if (destination.server().isPresent()) {
      RecordBuffer buffer = new RecordBuffer(256);
      RunCodec.write(buffer, destination);
      RecordFile.write(path.resolve(DESTINATION), RecordType.DESTINATION, buffer);
    }
  }

  /**
   * Where the run in a directory belongs; unknown also if that cannot be read.
   *
   * @throws NewerFormatException if a newer version wrote it
   */
  static Destination readDestination(Path path) throws NewerFormatException {
    try {
      return RunCodec.readDestination(
          RecordFile.read(path.resolve(DESTINATION), RecordType.DESTINATION),
          RecordType.DESTINATION);
    } catch (NewerFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return Destination.UNKNOWN;
    }
  }

  /**
   * What the server answered to create; empty if it never did, if that cannot be read, or if
   * another server than the one the run belongs to gave it: a run id is good where it was handed
   * out and nowhere else.
   */
  public Optional<RunHandle> answer() {
    try {
      Record record = RecordFile.read(path.resolve(ANSWER), RecordType.ANSWER);
      return RunCodec.readDestination(record, RecordType.ANSWER).isSameAs(destination)
          ? Optional.of(RunCodec.readAnswer(record))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // Create is asked again then, and answers with the same run.
      return Optional.empty();
    }
  }

  /** For people: whatever server gave it. */
  static Optional<RunHandle> readAnswer(Path path) {
    try {
      return Optional.of(
          RunCodec.readAnswer(RecordFile.read(path.resolve(ANSWER), RecordType.ANSWER)));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** A reader of what the server has not acknowledged, for a run that was left behind. */
  public JournalReader reader() throws IOException {
    return JournalReader.of(path, new OrphanedJournalEnd(path, true));
  }

  /** The run's files that wait for upload. */
  public StagedFiles files() {
    return files;
  }

  /** Records that wait beside the journal. */
  public DeferredRecords deferred() {
    return deferred;
  }

  static StagedFiles files(Path path) {
    return new StagedFiles(path.resolve("files"));
  }

  /** The count of values that were logged and not kept. */
  RefusedCount refused() {
    return refused;
  }

  /** Counts values that were logged and not kept, over the end of the program as well. */
  public void countRefused(long values) {
    refused.add(values);
  }

  /**
   * When something was last written to the journal, ms since the epoch: the last sign of a program
   * that was killed. Empty if all of it is gone or it cannot be read.
   */
  public OptionalLong lastWritten() {
    try {
      List<Integer> segments = SegmentFile.numbers(path);
      return segments.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(
              Files.getLastModifiedTime(SegmentFile.path(path, Collections.max(segments)))
                  .toMillis());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Keeps what the server answered to create. */
  public void writeAnswer(RunHandle run) throws IOException {
    writeAnswer(run, false);
  }

  /** Keeps that the server has the run's notes: people may have written others when it is next. */
  public void writeNotesSent(RunHandle run) throws IOException {
    writeAnswer(run, true);
  }

  /** Whether that was kept. */
  public boolean areNotesSent() {
    try {
      return RunCodec.readNotesSent(RecordFile.read(path.resolve(ANSWER), RecordType.ANSWER));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private void writeAnswer(RunHandle run, boolean notesSent) throws IOException {
    RecordBuffer buffer = new RecordBuffer(256);
    RunCodec.write(buffer, run, destination, notesSent);
    RecordFile.write(path.resolve(ANSWER), RecordType.ANSWER, buffer);
  }

  /** Whether a file holds what was asked for or answered, or where the run belongs. */
  static boolean isRecordFile(Path file) {
    String name = file.getFileName().toString();
    return name.equals(INTENT) || name.equals(ANSWER) || name.equals(DESTINATION);
  }

  /** Keeps what the server refused for good, as a line for people, with the reason. */
  public void setAside(long time, long step, String what, String why) throws IOException {
    String line =
        Instant.ofEpochMilli(time)
            + " step "
            + step
            + ": "
            + what
            + " -- "
            + why.replaceAll("\\s+", " ")
            + "\n";
    Path file = path.resolve("rejected.txt");
    RegularFiles.checkIfThere(file);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try (DiskFile out = DiskFile.write(file)) {
      out.write(out.length(), bytes, bytes.length);
    }
  }

  /**
   * Removes a run that the server has whole, and lets go of it; with the last one, the project's
   * directory too. Files that are not the journal's own (a damaged segment, rejected rows) stay,
   * and the directory with them.
   *
   * <p>It is a run until its records are gone: a process killed in between leaves something that
   * the next upload takes up, finds whole, and removes.
   */
  public void remove() throws IOException {
    if (!files.waiting().isEmpty() || !deferred.isEmpty()) {
      // Kept at the very end, when nobody looked for more: the next upload takes them up.
      close();
      return;
    }
    List<Path> segments;
    try (Stream<Path> files = Files.list(path)) {
      segments =
          files
              .filter(file -> SEGMENT.matcher(file.getFileName().toString()).matches())
              .sorted()
              .collect(Collectors.toList());
    }
    // First: what is left of the run by a kill from here on must not be given its end again.
    Files.deleteIfExists(path.resolve(EndFile.FILE));
    for (Path segment : segments) {
      Files.deleteIfExists(segment);
    }
    deferred.remove();
    files.remove();
    // A power loss must leave no records without the intent, and no intent without the rest.
    SyncedNames.syncDirectory(path);
    Files.deleteIfExists(path.resolve(INTENT));
    SyncedNames.syncDirectory(path);
    // No more of it may be counted on disk from here on, or the file would come back.
    refused.close();
    for (String own : OWN) {
      Files.deleteIfExists(path.resolve(own));
    }
    close();
    Files.deleteIfExists(path.resolve(LOCK));
    try (Stream<Path> left = Files.list(path)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.deleteIfExists(path);
    removeProject(project());
  }

  /**
   * Deletes a run that nobody wants, whatever of it the server does not have, and lets go of it. It
   * is a run until all else is gone: a process killed in between may do it again.
   */
  public void delete() throws IOException {
    refused.close();
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
        if (!file.equals(path)
            && !file.equals(path.resolve(INTENT))
            && !file.equals(path.resolve(LOCK))) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.deleteIfExists(path.resolve(INTENT));
    close();
    Files.deleteIfExists(path.resolve(LOCK));
    Files.deleteIfExists(path);
    removeProject(project());
  }

  /** The directory of all runs of its project, in that of all runs. */
  Path project() {
    return path.resolveSibling("");
  }

  /** Lets go of the lock. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      refused.close();
      lockFile.close();
      whenClosed.run();
    }
  }
}
