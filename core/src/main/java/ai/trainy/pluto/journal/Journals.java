package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.RunIntent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A home of journals: the directories of all runs, {@code <home>/<project>/<run>/}. Safe for use by
 * several threads.
 *
 * <p>One object for each home in a JVM: it knows which runs this JVM has locked, and never touches
 * their lock files again. Closing any descriptor of such a file would give the lock away.
 */
public final class Journals {
  private final Path home;
  private final boolean amongOthers;
  private final Set<Path> ours = ConcurrentHashMap.newKeySet();

  /**
   * @param home need not be there yet
   */
  public Journals(Path home) {
    this(home, false);
  }

  private Journals(Path home, boolean amongOthers) {
    this.home = home.toAbsolutePath();
    this.amongOthers = amongOthers;
  }

  /**
   * A home in a directory where others may write as well, the one for temporary files say: it is
   * made for this user alone, and not used if someone else has made it.
   */
  public static Journals amongOthers(Path home) {
    return new Journals(home, true);
  }

  public Path home() {
    return home;
  }

  /**
   * Makes the directory of a new run and keeps what was asked for in it.
   *
   * @throws IOException if it cannot be made or written
   */
  public RunDirectory create(RunIntent intent) throws IOException {
    if (amongOthers) {
      PrivateDirectory.make(home);
    }
    Path[] path = new Path[1];
    RunDirectory made = RunDirectory.create(home, intent, () -> ours.remove(path[0]));
    path[0] = made.path();
    ours.add(path[0]);
    return made;
  }

  /** Takes over a run that nobody is at work on; empty if someone is. */
  public Optional<RunDirectory> take(Path run) {
    return ours.add(run) ? takeUnlessLocked(run) : Optional.empty();
  }

  private Optional<RunDirectory> takeUnlessLocked(Path run) {
    Optional<RunDirectory> taken = RunDirectory.take(run, () -> ours.remove(run));
    if (taken.isEmpty()) {
      ours.remove(run);
    }
    return taken;
  }

  /** The directories of all runs here, the oldest of each project first. */
  public List<Path> runs() throws IOException {
    List<Path> runs = new ArrayList<>();
    if (amongOthers && !PrivateDirectory.isOurs(home)) {
      return runs;
    }
    for (Path project : children(home)) {
      for (Path run : children(project)) {
        if (Files.exists(run.resolve("intent"))) {
          runs.add(run);
        }
      }
    }
    return runs;
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isDirectory).sorted().collect(Collectors.toList());
    }
  }

  /**
   * Whether a later directory holds the same run: it was resumed, and how it ended is said there.
   */
  public boolean isContinued(RunDirectory run) {
    Path parent = run.path().getParent();
    try {
      for (Path other : children(parent)) {
        if (other.equals(run.path()) || !Files.exists(other.resolve("intent"))) {
          continue;
        }
        RunIntent intent = RunDirectory.readIntent(other);
        if (intent.externalId().equals(run.intent().externalId())
            && intent.project().equals(run.intent().project())
            && intent.startedAt() > run.intent().startedAt()) {
          return true;
        }
      }
    } catch (IOException e) {
      // What cannot be read is no reason to keep a run's status back.
    }
    return false;
  }
}
