package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies of logged files, from the call that logged one until it is uploaded: what is uploaded is
 * what the file was then, even if the program changes or deletes it at once.
 *
 * <p>Each is two files: {@code NAME.content}, then {@code NAME.entry} with what the server is told.
 * Without the second it does not count. Staging may be done by any thread, the rest by one.
 */
public final class StagedFiles {
  private static final String CONTENT = ".content";
  private static final String ENTRY = ".entry";
  private static final String ADDRESS = ".address";

  private final Path directory;

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

    public FileEntry entry() {
      return entry;
    }

    /** Where its bytes are. */
    public Path content() {
      return content;
    }
  }

  /**
   * Copies a file. The system copies it, and where the file system can, shares the blocks; it is
   * never in memory as a whole.
   *
   * @param file what to copy
   * @param entry what the server will be told; its size is that of the copy, whatever it says
   * @param limitBytes how much disk all copies may take together
   * @throws JournalFullException if they would take more
   * @throws IOException if the file cannot be read, or the disk does not take the copy; nothing of
   *     it stays
   */
  public void stage(Path file, FileEntry entry, long limitBytes) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(Files.exists(file) ? "not a file" : "no such file");
    }
    Files.createDirectories(directory);
    if (bytes() + Files.size(file) > limitBytes) {
      throw new JournalFullException(limitBytes);
    }
    Path content = directory.resolve(entry.fileName() + CONTENT);
    try {
      Files.copy(file, content);
      RecordBuffer buffer = new RecordBuffer(256);
      RunCodec.write(buffer, entry.withSize(Files.size(content)));
      KeptRecord.write(directory.resolve(entry.fileName() + ENTRY), RecordType.FILE, buffer);
    } catch (IOException e) {
      Files.deleteIfExists(content);
      throw e;
    }
  }

  private long bytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.collect(Collectors.toList())) {
        bytes += Files.size(file);
      }
    } catch (NoSuchFileException uploadedInBetween) {
      // It takes nothing any more.
    }
    return bytes;
  }

  /** Those that wait for upload, in the order of their names. */
  public List<Staged> waiting() throws IOException {
    List<Path> entries;
    try (Stream<Path> files = Files.list(directory)) {
      entries =
          files
              .filter(file -> file.toString().endsWith(ENTRY))
              .sorted()
              .collect(Collectors.toList());
    } catch (NoSuchFileException none) {
      return List.of();
    }
    return entries.stream().flatMap(file -> read(file).stream()).collect(Collectors.toList());
  }

  private Optional<Staged> read(Path file) {
    try {
      FileEntry entry = RunCodec.readFile(KeptRecord.read(file, RecordType.FILE));
      return Optional.of(new Staged(entry, directory.resolve(entry.fileName() + CONTENT)));
    } catch (IOException | RuntimeException damaged) {
      // Left where it is: it keeps the run's directory from being removed.
      return Optional.empty();
    }
  }

  /** The address that was kept for it, if it is not older than that. */
  public Optional<String> address(Staged file, Duration goodFor) {
    Path kept = directory.resolve(file.entry().fileName() + ADDRESS);
    try {
      Instant since = Files.getLastModifiedTime(kept).toInstant();
      return Duration.between(since, Instant.now()).compareTo(goodFor) < 0
          ? Optional.of(Files.readString(kept))
          : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** Keeps the address a file is uploaded to, over a crash as well. */
  public void keepAddress(Staged file, String address) {
    try {
      Files.writeString(directory.resolve(file.entry().fileName() + ADDRESS), address);
    } catch (IOException e) {
      // Then another one is asked for, and the file has one more entry.
    }
  }

  public void forgetAddress(Staged file) {
    try {
      Files.deleteIfExists(directory.resolve(file.entry().fileName() + ADDRESS));
    } catch (IOException e) {
      // It is found too old one day.
    }
  }

  /** It is uploaded. */
  public void uploaded(Staged file) throws IOException {
    Files.deleteIfExists(directory.resolve(file.entry().fileName() + ENTRY));
    forgetAddress(file);
    Files.deleteIfExists(file.content());
  }

  /** It is refused for good: out of the queue, but kept. */
  public void refused(Staged file) throws IOException {
    Files.deleteIfExists(directory.resolve(file.entry().fileName() + ENTRY));
    forgetAddress(file);
    Files.move(file.content(), directory.resolve(file.entry().fileName() + ".rejected"));
  }

  private boolean hasEntries() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> file.toString().endsWith(ENTRY));
    }
  }

  /** Removes what a crash left half done, and the directory if nothing else is in it. */
  void remove() throws IOException {
    if (!Files.isDirectory(directory) || hasEntries()) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.collect(Collectors.toList())) {
        String name = file.getFileName().toString();
        if (name.endsWith(".new") || name.endsWith(CONTENT) || name.endsWith(ADDRESS)) {
          Files.delete(file);
        }
      }
    }
    try (Stream<Path> left = Files.list(directory)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.deleteIfExists(directory);
  }
}
