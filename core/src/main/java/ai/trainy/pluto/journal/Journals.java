package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.RunIntent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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
   * Makes the directory of a new run and keeps in it what was asked for and where it belongs.
   *
   * @throws IOException if it cannot be made or written
   */
  public RunDirectory create(RunIntent intent, Destination destination) throws IOException {
    if (amongOthers) {
      PrivateDirectory.make(home);
    }
    Path run = RunDirectory.make(home, intent);
    // Before it can be seen as a run: a thread that recovers runs must not try its lock.
    ours.add(run);
    try {
      return RunDirectory.open(run, intent, destination, () -> ours.remove(run));
    } catch (IOException e) {
      ours.remove(run);
      throw e;
    }
  }

  /** The same for a run of which it is not known where it belongs. */
  public RunDirectory create(RunIntent intent) throws IOException {
    return create(intent, Destination.UNKNOWN);
  }

  /**
   * Takes over a run that nobody is at work on; empty if someone is, or if it is gone.
   *
   * @param run as {@link #runs} gives it
   * @throws IOException if it cannot be known whether someone is (there are no locks on this file
   *     system, say), or if what was asked for cannot be read
   */
  public Optional<RunDirectory> take(Path run) throws IOException {
    if (!ours.add(run)) {
      return Optional.empty();
    }
    Optional<RunDirectory> taken = Optional.empty();
    try {
      taken = RunDirectory.take(run, () -> ours.remove(run));
    } finally {
      if (taken.isEmpty()) {
        ours.remove(run);
      }
    }
    return taken;
  }

  /**
   * Whether someone is at work on a run: its program, or whoever uploads what was left behind.
   *
   * @param run as {@link #runs} gives it
   * @throws IOException if it cannot be known
   */
  public boolean isInUse(Path run) throws IOException {
    if (!ours.add(run)) {
      return true;
    }
    try {
      return RunDirectory.isLocked(run);
    } finally {
      ours.remove(run);
    }
  }

  /** The directories of all runs here, the oldest of each project first. */
  public List<Path> runs() throws IOException {
    return directories(RunDirectory::isRun);
  }

  /**
   * The directories of runs that the server has, but for what could not be read of them or what it
   * refused. Nothing of ours happens to these any more.
   */
  public List<Path> leftovers() throws IOException {
    List<Path> leftovers = new ArrayList<>();
    for (Path directory : directories(path -> !RunDirectory.isRun(path))) {
      if (!RunDirectory.aside(directory).isEmpty()) {
        leftovers.add(directory);
      }
    }
    return leftovers;
  }

  /** Removes directories in which a kill left nothing of use. */
  public void sweep() throws IOException {
    for (Path directory : directories(path -> !RunDirectory.isRun(path))) {
      if (!ours.contains(directory)) {
        RunDirectory.sweep(directory);
      }
    }
  }

  /** Whether a directory holds a run, and not only what was put aside of one. */
  public static boolean isRun(Path directory) {
    return RunDirectory.isRun(directory);
  }

  /**
   * What was asked for in a run's directory.
   *
   * @throws IOException if it is not there, or damaged
   */
  public static RunIntent intent(Path run) throws IOException {
    return RunDirectory.readIntent(run);
  }

  /** Where the run in a directory belongs; unknown also if that cannot be read. */
  public static Destination destination(Path run) {
    return RunDirectory.readDestination(run);
  }

  private List<Path> directories(Predicate<Path> wanted) throws IOException {
    List<Path> directories = new ArrayList<>();
    if (amongOthers && !PrivateDirectory.isOurs(home)) {
      return directories;
    }
    for (Path project : children(home)) {
      children(project).stream().filter(wanted).forEach(directories::add);
    }
    return directories;
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isDirectory).sorted().collect(Collectors.toList());
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  /**
   * Whether a later directory holds the same run: it was resumed, and how it ended is said there.
   */
  public boolean isContinued(RunDirectory run) {
    try {
      return children(run.path().getParent()).stream()
          .anyMatch(other -> RunDirectory.isRun(other) && continues(other, run.intent()));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean continues(Path other, RunIntent run) {
    try {
      RunIntent intent = RunDirectory.readIntent(other);
      return intent.externalId().equals(run.externalId())
          && intent.project().equals(run.project())
          && intent.startedAt() > run.startedAt();
    } catch (IOException e) {
      // What cannot be read is no reason to keep a run's status back.
      return false;
    }
  }
}
