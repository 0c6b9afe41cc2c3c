package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.journal.NewerFormatException;
import ai.trainy.pluto.journal.NoLockFileException;
import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.upload.Belonging;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run in a home of journals as one look finds it. */
final class RunState {
  /** What can be said of a run by looking at it. */
  enum Kind {
    IN_USE("in use"),
    FINISHED("finished, not uploaded"),
    KILLED("killed, not uploaded"),
    UNKNOWN("unknown"),
    NEWER("written by a newer version"),
    UNREADABLE("cannot be read");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /** A batch goes up four times a second, and is retried within a minute. */
  private static final Duration STALLED = Duration.ofMinutes(2);

  private final Path path;
  private final Kind kind;
  private final @Nullable RunSnapshot snapshot;
  private final @Nullable Belonging belonging;
  private final @Nullable String fault;

  private RunState(
      Path path,
      Kind kind,
      @Nullable RunSnapshot snapshot,
      @Nullable Belonging belonging,
      @Nullable String fault) {
    this.path = path;
    this.kind = kind;
    this.snapshot = snapshot;
    this.belonging = belonging;
    this.fault = fault;
  }

  /** Looks at a run; changes nothing. */
  static RunState of(Home home, Path path, Function<Destination, Belonging> account) {
    try {
      // First: a run that ends while it is looked at is better called in use than killed.
      boolean inUse = false;
      String fault = null;
      try {
        inUse = home.store().isInUse(path);
      } catch (NoLockFileException e) {
        fault = "its file 'lock' was deleted";
      } catch (IOException e) {
        fault = "its file system has no locks";
      }
      RunSnapshot snapshot = RunSnapshot.of(path);
      Kind kind = snapshot.end().isPresent() ? Kind.FINISHED : Kind.KILLED;
      return new RunState(
          path,
          fault != null ? Kind.UNKNOWN : inUse ? Kind.IN_USE : kind,
          snapshot,
          account.apply(snapshot.destination()),
          fault);
    } catch (NewerFormatException e) {
      return new RunState(path, Kind.NEWER, null, null, null);
    } catch (IOException | RuntimeException e) {
      return new RunState(path, Kind.UNREADABLE, null, null, Reason.of(e));
    }
  }

  Path path() {
    return path;
  }

  Kind kind() {
    return kind;
  }

  /** Empty if it cannot be read. */
  Optional<RunSnapshot> snapshot() {
    return Optional.ofNullable(snapshot);
  }

  /** Whether it belongs to the server of this environment; empty if it cannot be read. */
  Optional<Belonging> belonging() {
    return Optional.ofNullable(belonging);
  }

  /** For people. */
  String text() {
    if (fault != null) {
      return kind.text + " (" + fault + ")";
    }
    if (snapshot == null) {
      return kind.text;
    }
    if (kind == Kind.FINISHED) {
      return kind.text + " (exit code " + snapshot.end().orElseThrow().exitCode() + ")";
    }
    return kind.text
        + stalledFor().map(time -> ", nothing uploaded for " + Formats.of(time)).orElse("");
  }

  /** For how long nothing of a live run has got through; empty if it has not been long. */
  Optional<Duration> stalledFor() {
    return stalledFor(Instant.now());
  }

  Optional<Duration> stalledFor(Instant now) {
    if (kind != Kind.IN_USE || snapshot == null || snapshot.pendingSince().isEmpty()) {
      return Optional.empty();
    }
    Instant since = Instant.ofEpochMilli(snapshot.pendingSince().getAsLong());
    return Optional.of(Duration.between(since, now)).filter(time -> time.compareTo(STALLED) >= 0);
  }

  long pendingValues() {
    return snapshot == null ? 0 : snapshot.pendingValues();
  }
}
