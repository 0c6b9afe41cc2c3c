package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a run's directory holds, as one look finds it. Looking changes nothing and needs no lock, so
 * a run that is being written may be looked at.
 */
public final class RunSnapshot {
  /** A fast upload deletes a segment between two steps of a look more than once. */
  private static final int LOOKS = 5;

  private final Path path;
  private final RunSpec spec;
  private final @Nullable RunHandle answer;
  private final @Nullable RunEnd end;
  private final Pending pending;
  private final long refusedValues;
  private final List<Path> aside;
  private final Destination destination;

  private RunSnapshot(Path path, RunSpec spec, @Nullable RunEnd end, Pending pending)
      throws IOException {
    this.path = path;
    this.spec = spec;
    this.end = end;
    this.pending = pending;
    this.answer = RunDirectory.readAnswer(path).orElse(null);
    this.refusedValues = RefusedCount.read(path);
    this.aside = RunDirectory.aside(path);
    this.destination = RunDirectory.readDestination(path);
  }

  /** What the server has not acknowledged; a file counts as one value, as in the ledger. */
  private static final class Pending {
    private long values;
    private long files;
    private long bytes;

    /** When the first row among them was logged, ms since the epoch; 0 if there is none. */
    private long since;

    private void add(long more, long size) {
      values += more;
      bytes += size;
    }

    private void addFile(long size) {
      files++;
      add(1, size);
    }
  }

  /**
   * Looks at a run's directory; reads all of its journal that is not acknowledged.
   *
   * @throws IOException if it is no run's directory, or cannot be read
   */
  public static RunSnapshot of(Path path) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return look(path);
      } catch (NoSuchFileException uploadedAndDeletedMeanwhile) {
        if (attempt == LOOKS) {
          throw uploadedAndDeletedMeanwhile;
        }
      }
    }
  }

  private static RunSnapshot look(Path path) throws IOException {
    RunDirectory.checkVersion(path);
    RunSpec spec = RunDirectory.readSpec(path);
    Pending pending = new Pending();
    try (JournalReader reader = JournalReader.of(path, new OrphanedJournalEnd(path, false))) {
      DeferredRecords deferred = new DeferredRecords(path);
      for (Record record = reader.next(); record != null; record = reader.next()) {
        if (!deferred.holds(record.type(), reader.position())) {
          pending.add(record.values(), record.size());
          if (pending.since == 0 && record.type() == RecordType.METRICS) {
            pending.since = record.metrics().time();
          }
        }
      }
      for (DeferredRecords.Item item : deferred.all()) {
        pending.add(deferred.values(item), item.bytes());
      }
      for (StagedFiles.Staged file : RunDirectory.files(path).all()) {
        pending.addFile(file.entry().size());
      }
      return new RunSnapshot(path, spec, reader.runEnd().orElse(null), pending);
    }
  }

  /**
   * What was put aside in a directory that need not be a run's any more, see {@link
   * RunStore#leftovers}.
   *
   * @throws IOException if it cannot be read
   */
  public static List<Path> aside(Path path) throws IOException {
    return RunDirectory.aside(path);
  }

  public Path path() {
    return path;
  }

  /** What was asked for. */
  public RunSpec spec() {
    return spec;
  }

  /** Where it belongs. */
  public Destination destination() {
    return destination;
  }

  /** What the server answered to create; empty if it never did. */
  public Optional<RunHandle> answer() {
    return Optional.ofNullable(answer);
  }

  /** How it ended; empty if it is still going on, or was killed. */
  public Optional<RunEnd> end() {
    return Optional.ofNullable(end);
  }

  /** Values, and files, that the server has not acknowledged. */
  public long pendingValues() {
    return pending.values;
  }

  /** How many of these are files. */
  public long pendingFiles() {
    return pending.files;
  }

  /** The size of the records and files that hold them. */
  public long pendingBytes() {
    return pending.bytes;
  }

  /** When the oldest row that waits was logged, ms since the epoch; empty if none waits. */
  public OptionalLong pendingSince() {
    return pending.since == 0 ? OptionalLong.empty() : OptionalLong.of(pending.since);
  }

  /** Values that were logged and not kept: nothing that Pluto has a place for, or no room. */
  public long refusedValues() {
    return refusedValues;
  }

  /** The files with what could not be read, or what the server refused. */
  public List<Path> aside() {
    return aside;
  }
}
