package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.FileEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies of logged files, from the call that logged one until it is uploaded: what is uploaded is
 * what the file was then, even if the program changes or deletes it at once.
 *
 * <p>Each is two files: {@code NAME.content}, then {@code NAME.entry} with what the server is told;
 * NAME begins with a number that grows. Without the second it does not count. Staging may be done
 * by any thread, the rest by one.
 */
public final class StagedFiles {
  private static final String CONTENT = ".content";
  private static final String ENTRY = ".entry";
  private static final String ADDRESS = ".address";
  private static final String REJECTED = ".rejected";
  private static final String NEW = ".new";

  /** So many are looked at together; more of them would only take memory. */
  private static final int AT_ONCE = 256;

  private final Path directory;
  private final AtomicLong number = new AtomicLong();

  /** What the copies take that this object has staged, and what of it does not wait any more. */
  private final AtomicLong bytes = new AtomicLong();

  private final AtomicLong rejectedBytes = new AtomicLong();

  /** Copies that are whole, and that a power loss could still take. */
  private final Queue<Path> unsynced = new ConcurrentLinkedQueue<>();

  private volatile DiskUse all = DiskUse.UNLIMITED;
  private volatile long limitBytes = Long.MAX_VALUE;

  StagedFiles(Path directory) {
    this.directory = directory;
  }

  /** One that waits for upload. */
  public static final class Staged {
    private final FileEntry entry;
    private final Path content;

    private Staged(FileEntry entry, Path content) {
      this.entry = entry;
      this.content = content;
    }

    private Path beside(String suffix) {
      return withSuffix(content, suffix);
    }

    /** Whether its bytes are there: of a copy that was just made, a power loss may leave a part. */
    public boolean isWhole() {
      try {
        return Files.size(content) == entry.size();
      } catch (IOException gone) {
        return false;
      }
    }

    public FileEntry entry() {
      return entry;
    }

    /** Where its bytes are. */
    public Path content() {
      return content;
    }
  }

  /** Has copies count among all runs of a home. */
  public StagedFiles among(DiskUse runs) {
    all = runs;
    return this;
  }

  /** Has all copies together take no more disk than that. */
  public StagedFiles limitedTo(long bytesOfAll) {
    limitBytes = bytesOfAll;
    return this;
  }

  /**
   * Keeps a file as it is now.
   *
   * @param content what to keep
   * @param entry what the server will be told; its size is that of the copy, whatever it says
   * @throws JournalFullException if all copies together would take more disk than they may
   * @throws IOException if the disk is known to be slow, if the file cannot be read, or the disk
   *     does not take the copy; nothing of it stays
   */
  public void stage(Content content, FileEntry entry) throws IOException {
    if (all.isSlow()) {
      throw new IOException("the disk is slow");
    }
    long counted = content.size();
    if (!all.hasRoomForFile(counted)) {
      throw new JournalFullException(all);
    }
    if (bytes.addAndGet(counted) > limitBytes) {
      bytes.addAndGet(-counted);
      throw new JournalFullException(limitBytes);
    }
    // In ASCII: with a locale like POSIX, Java makes no file of any other name.
    String safe = entry.fileName().replaceAll("[^A-Za-z0-9._-]", "_");
    String name = String.format(Locale.ROOT, "%09d-%s", number.incrementAndGet(), safe);
    Path copy = directory.resolve(name + CONTENT);
    try {
      OwnerOnly.createDirectories(directory);
      content.writeTo(copy);
      OwnerOnly.restrict(copy);
      long size = Files.size(copy);
      RecordBuffer buffer = new RecordBuffer(256);
      RunCodec.write(buffer, entry.withSize(size));
      // Before the entry is there: it may be uploaded at once, and its size given back.
      bytes.addAndGet(size - counted);
      counted = size;
      all.count(size);
      RecordFile.write(withSuffix(copy, ENTRY), RecordType.FILE, buffer);
      unsynced.add(copy);
    } catch (IOException | RuntimeException | Error e) {
      bytes.addAndGet(-counted);
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  /**
   * Brings what was staged before to the disk: copies, entries and their names. Not by {@link
   * #stage}, whose caller has no time for it.
   */
  void sync() throws IOException {
    List<Path> copies = List.copyOf(unsynced);
    if (copies.isEmpty()) {
      return;
    }
    for (Path copy : copies) {
      SyncedNames.syncFileIfThere(copy);
      SyncedNames.syncFileIfThere(withSuffix(copy, ENTRY));
    }
    SyncedNames.syncDirectory(directory);
    SyncedNames.syncDirectory(directory.resolveSibling(""));
    // Last: what fails is tried again.
    copies.forEach(unsynced::remove);
  }

  /** Whether all that was staged would survive a power loss. */
  boolean areOnDisk() {
    return unsynced.isEmpty();
  }

  private static Path withSuffix(Path file, String suffix) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + suffix);
  }

  /** Those that have waited longest for upload, in the order in which they were staged. */
  public List<Staged> waiting() throws IOException {
    return waiting(AT_ONCE, Set.of());
  }

  /**
   * {@link #waiting()} without some of them.
   *
   * @param except their contents
   */
  public List<Staged> waitingExcept(Set<Path> except) throws IOException {
    return waiting(AT_ONCE, except);
  }

  /** How many bytes wait that were staged by this object. */
  public long waitingBytes() {
    return Math.max(bytes.get() - rejectedBytes.get(), 0);
  }

  /** All of them. */
  List<Staged> all() throws IOException {
    return waiting(Long.MAX_VALUE, Set.of());
  }

  private List<Staged> waiting(long atMost, Set<Path> except) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(ENTRY))
          .filter(file -> !except.contains(withSuffix(file, CONTENT)))
          .sorted()
          .flatMap(file -> read(file).stream())
          .limit(atMost)
          .collect(Collectors.toList());
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<Staged> read(Path file) {
    try {
      FileEntry entry = RunCodec.readFile(RecordFile.read(file, RecordType.FILE));
      Path content = withSuffix(file, CONTENT);
      RegularFiles.checkIfThere(content);
      return Optional.of(new Staged(entry, content));
    } catch (NoSuchFileException uploadedMeanwhile) {
      return Optional.empty();
    } catch (DamagedFileException | RuntimeException damaged) {
      // Left where it is, until all else is uploaded: see remove.
      return Optional.empty();
    } catch (IOException e) {
      // A newer version wrote it, or it cannot be read just now: there may be no descriptor left.
      throw new UncheckedIOException(e);
    }
  }

  /** The address that was kept for it, if it is not older than that. */
  public Optional<String> address(Staged file, Duration goodFor) {
    Path kept = file.beside(ADDRESS);
    try {
      Instant since = Files.getLastModifiedTime(kept).toInstant();
      return Duration.between(since, Instant.now()).compareTo(goodFor) < 0
          ? Optional.of(Files.readString(kept)).filter(address -> !address.isBlank())
          : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** Keeps the address a file is uploaded to, over a crash as well. */
  public void writeAddress(Staged file, String address) {
    Path half = file.beside(ADDRESS + NEW);
    try {
      // Whole or not at all: half of one leads to somewhere else.
      Files.writeString(OwnerOnly.createFile(half), address);
      Files.move(half, file.beside(ADDRESS), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Then another one is asked for, and the file has one more entry.
    }
  }

  public void forgetAddress(Staged file) {
    try {
      Files.deleteIfExists(file.beside(ADDRESS));
    } catch (IOException e) {
      // It is found too old one day.
    }
  }

  /** Forgets every address, whatever file it was for. */
  void forgetAddresses() throws IOException {
    try {
      for (Path file : list()) {
        if (file.toString().endsWith(ADDRESS)) {
          Files.delete(file);
        }
      }
    } catch (NoSuchFileException none) {
      // No file waits.
    }
  }

  /** It is uploaded. */
  public void uploaded(Staged file) throws IOException {
    Files.deleteIfExists(file.beside(ENTRY));
    forgetAddress(file);
    Files.deleteIfExists(file.content());
    giveBack(file.entry().size());
    all.count(-file.entry().size());
  }

  /** Not what another object has staged: that was never counted here. */
  private void giveBack(long size) {
    bytes.updateAndGet(counted -> Math.max(counted - size, 0));
  }

  /** It is refused for good: out of the queue, but kept, if it is still there. */
  public void refused(Staged file) throws IOException {
    Files.deleteIfExists(file.beside(ENTRY));
    forgetAddress(file);
    try {
      Files.move(file.content(), file.beside(REJECTED));
      rejectedBytes.addAndGet(file.entry().size());
    } catch (NoSuchFileException someoneRemovedIt) {
      // That may be why it was refused.
      giveBack(file.entry().size());
    }
  }

  /** The copies of files that the server refused, oldest first. */
  List<Path> rejected() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(REJECTED))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  /**
   * Removes what a crash left half done, and the directory if nothing else is in it. An entry that
   * cannot be read is put aside for people, with its copy; one that can stays, and all else.
   */
  void remove() throws IOException {
    if (!Files.isDirectory(directory) || !waiting().isEmpty()) {
      return;
    }
    for (Path entry : list()) {
      if (entry.toString().endsWith(ENTRY)) {
        Path content = withSuffix(entry, CONTENT);
        if (!Files.isRegularFile(entry) || !(Files.isRegularFile(content) || isAbsent(content))) {
          // Not one of this package's.
          return;
        }
        setAside(entry);
        setAside(content);
      }
    }
    for (Path file : list()) {
      String name = file.getFileName().toString();
      if (name.endsWith(NEW) || name.endsWith(CONTENT) || name.endsWith(ADDRESS)) {
        Files.delete(file);
      }
    }
    if (list().isEmpty()) {
      Files.deleteIfExists(directory);
    } else {
      // What is left must not have its entries back after a power loss.
      SyncedNames.syncDirectory(directory);
    }
  }

  private static boolean isAbsent(Path file) {
    return !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private void setAside(Path file) throws IOException {
    Path aside = directory.resolveSibling("files-" + file.getFileName() + ".damaged");
    if (!isAbsent(file)) {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.collect(Collectors.toList());
    }
  }
}
