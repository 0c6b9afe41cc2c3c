package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.journal.NewerFormatException;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.upload.Belonging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** A run in a home of journals as one look finds it. */
final class RunState {
  /** What can be said of a run by looking at it. */
  enum Kind {
    IN_USE("in use"),
    FINISHED("finished, not uploaded"),
    KILLED("killed, not uploaded"),
    UNKNOWN("unknown, there are no locks here"),
    NEWER("written by a newer version"),
    UNREADABLE("cannot be read");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private final Path path;
  private final Kind kind;
  private final RunSnapshot survey;
  private final Belonging belonging;
  private final String fault;

  private RunState(Path path, Kind kind, RunSnapshot survey, Belonging belonging, String fault) {
    this.path = path;
    this.kind = kind;
    this.survey = survey;
    this.belonging = belonging;
    this.fault = fault;
  }

  /** Looks at a run; changes nothing. */
  static RunState of(Home home, Path path, Function<Destination, Belonging> account) {
    try {
      // First: a run that ends while it is looked at is better called in use than killed.
      Optional<Boolean> inUse = isInUse(home, path);
      RunSnapshot survey = RunSnapshot.of(path);
      Kind kind = survey.end().isPresent() ? Kind.FINISHED : Kind.KILLED;
      return new RunState(
          path,
          inUse.map(used -> used ? Kind.IN_USE : kind).orElse(Kind.UNKNOWN),
          survey,
          account.apply(survey.destination()),
          null);
    } catch (NewerFormatException e) {
      return new RunState(path, Kind.NEWER, null, null, null);
    } catch (IOException | RuntimeException e) {
      return new RunState(path, Kind.UNREADABLE, null, null, Reason.of(e));
    }
  }

  private static Optional<Boolean> isInUse(Home home, Path path) {
    try {
      return Optional.of(home.journals().isInUse(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Path path() {
    return path;
  }

  Kind kind() {
    return kind;
  }

  /** Empty if it cannot be read. */
  Optional<RunSnapshot> survey() {
    return Optional.ofNullable(survey);
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
    if (survey == null) {
      return kind.text;
    }
    Optional<RunEnd> end = survey.end();
    return kind == Kind.FINISHED
        ? kind.text + " (exit code " + end.orElseThrow().exitCode() + ")"
        : kind.text;
  }

  long pendingValues() {
    return survey == null ? 0 : survey.pendingValues();
  }
}
