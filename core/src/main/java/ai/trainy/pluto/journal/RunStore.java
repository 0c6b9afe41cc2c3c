package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.Server;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
 */
public final class RunStore {
  private final Path home;
  private final boolean amongOthers;

  /**
   * The runs that this JVM has locked, by whichever object: their lock files are never touched
   * again, since closing any descriptor of such a file would give the lock away.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  /**
   * @param home need not be there yet
   */
  public RunStore(Path home) {
    this(home, false);
  }

  private RunStore(Path home, boolean amongOthers) {
    this.home = home.toAbsolutePath();
    this.amongOthers = amongOthers;
  }

  /**
   * A home in a directory where others may write as well, the one for temporary files say: it is
   * made for this user alone, and not used if someone else has made it.
   */
  public static RunStore amongOthers(Path home) {
    return new RunStore(home, true);
  }

  /** Returns the home of a run's directory. */
  public static RunStore of(RunDirectory run) {
    return new RunStore(run.project().resolveSibling(""));
  }

  public Path home() {
    return home;
  }

  /**
   * Sees to it that a home among others is this user's before anything is put there.
   *
   * @throws IOException if someone else has made it, or it cannot be made
   */
  public void claim() throws IOException {
    if (amongOthers) {
      PrivateDirectory.make(home);
    }
  }

  /** Whether {@link #claim} would take the home as it is now. Changes nothing. */
  public boolean isClaimable() {
    return !amongOthers
        || Files.notExists(home, LinkOption.NOFOLLOW_LINKS)
        || PrivateDirectory.isOurs(home);
  }

  /**
   * Makes the directory of a new run and keeps in it what was asked for and where it belongs.
   *
   * @throws IOException if it cannot be made or written
   */
  public RunDirectory create(RunSpec spec, Destination destination) throws IOException {
    claim();
    Path run = RunDirectory.make(home, spec);
    Path real = real(run);
    // Before it can be seen as a run: a thread that recovers runs must not try its lock.
    OURS.add(real);
    try {
      RunDirectory directory = RunDirectory.open(run, spec, destination, () -> OURS.remove(real));
      directory.noteInEarlier();
      return directory;
    } catch (IOException e) {
      OURS.remove(real);
      throw e;
    }
  }

  /** The same for a run of which it is not known where it belongs. */
  public RunDirectory create(RunSpec spec) throws IOException {
    return create(spec, Destination.UNKNOWN);
  }

  /**
   * Takes over a run that nobody is at work on; empty if someone is, or if it is gone.
   *
   * @param run as {@link #runs} gives it
   * @throws IOException if it cannot be known whether someone is (there are no locks on this file
   *     system, say), or if what was asked for cannot be read
   */
  public Optional<RunDirectory> take(Path run) throws IOException {
    Path real = real(run);
    if (!OURS.add(real)) {
      return Optional.empty();
    }
    Optional<RunDirectory> taken = Optional.empty();
    try {
      taken = RunDirectory.take(run, () -> OURS.remove(real));
    } finally {
      if (taken.isEmpty()) {
        OURS.remove(real);
      }
    }
    return taken;
  }

  /**
   * Whether someone is at work on a run: its program, or an upload of what was left behind.
   *
   * @param run as {@link #runs} gives it
   * @throws IOException if it cannot be known
   */
  public boolean isInUse(Path run) throws IOException {
    Path real = real(run);
    if (!OURS.add(real)) {
      return true;
    }
    try {
      return RunDirectory.isLocked(run);
    } finally {
      OURS.remove(real);
    }
  }

  /** The directories of all runs here, the oldest of each project first. */
  public List<Path> runs() throws IOException {
    return directories(RunDirectory::isRun);
  }

  /** {@link #runs} but for those that this JVM is at work on. */
  public List<Path> runsOfOthers() throws IOException {
    return directories(path -> RunDirectory.isRun(path) && !OURS.contains(real(path)));
  }

  /**
   * The directories of runs that the server has, but for what could not be read of them or what it
   * refused. The agent does nothing to these any more.
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

  /** Removes directories in which a kill or a power loss left nothing of use. */
  public void sweep() throws IOException {
    for (Path directory : directories(path -> !RunDirectory.isRun(path))) {
      if (!OURS.contains(real(directory))) {
        RunDirectory.sweep(directory);
      }
    }
    if (!amongOthers || PrivateDirectory.isOurs(home)) {
      // Earlier versions left those that are empty.
      children(home).stream()
          .filter(project -> !Files.isSymbolicLink(project))
          .forEach(RunDirectory::removeProject);
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
  public static RunSpec spec(Path run) throws IOException {
    return RunDirectory.readSpec(run);
  }

  /**
   * Where the run in a directory belongs; unknown also if that cannot be read.
   *
   * @throws NewerFormatException if a newer version wrote it
   */
  public static Destination destination(Path run) throws NewerFormatException {
    return RunDirectory.readDestination(run);
  }

  /** One name for a directory, whatever links lead to it. */
  private static Path real(Path run) {
    try {
      return run.toRealPath();
    } catch (IOException gone) {
      return run.toAbsolutePath().normalize();
    }
  }

  private List<Path> directories(Predicate<Path> wanted) throws IOException {
    List<Path> directories = new ArrayList<>();
    if (amongOthers && !PrivateDirectory.isOurs(home)) {
      return directories;
    }
    for (Path project : children(home)) {
      try {
        children(project).stream().filter(wanted).forEach(directories::add);
      } catch (AccessDeniedException someoneElses) {
        // What this user may not read is not theirs to upload.
      }
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
   * Whether a later program went on with the same run: its config, tags and end are newer. Its
   * directory may be gone already.
   */
  public boolean isContinued(RunDirectory run) {
    return run.isContinued()
        || others(run).anyMatch(other -> startedAt(other) > run.spec().startedAt());
  }

  /** Whether another program, or an upload of what it left, is at work on the same run. */
  public boolean isInUseElsewhere(RunDirectory run) {
    return others(run)
        .anyMatch(
            other -> {
              try {
                return isInUse(other);
              } catch (IOException unknown) {
                return false;
              }
            });
  }

  /** The other directories that hold records of a run for the server it is known to belong to. */
  public List<Path> othersOfItsServer(RunDirectory run) {
    Optional<Server> server = run.destination().server();
    return others(run)
        .filter(other -> server.isPresent() && server.equals(serverOf(other)))
        .collect(Collectors.toList());
  }

  private static Optional<Server> serverOf(Path run) {
    try {
      return RunDirectory.readDestination(run).server();
    } catch (NewerFormatException e) {
      return Optional.empty();
    }
  }

  /** The other directories that hold records of the same run. */
  private static Stream<Path> others(RunDirectory run) {
    try {
      return children(run.project()).stream()
          .filter(other -> !other.equals(run.path()))
          .filter(RunDirectory::isRun)
          .filter(run::isSameRun);
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static long startedAt(Path run) {
    try {
      return RunDirectory.readSpec(run).startedAt();
    } catch (IOException e) {
      return 0;
    }
  }
}
