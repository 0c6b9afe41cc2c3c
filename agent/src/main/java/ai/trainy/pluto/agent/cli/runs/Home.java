package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A home of journals, or the part of one that somebody asked about. */
public final class Home {
  private final RunStore store;
  private final Path part;

  private Home(RunStore store, Path part) {
    this.store = store;
    this.part = part;
  }

  /**
   * What a person means by a directory: what PLUTO_DIR could be, a home of journals, or what
   * notices name, which is the directory of a run.
   *
   * @param given null for where programs with these settings keep their journals
   * @throws NoSuchFileException if it is no directory
   */
  public static List<Home> of(@Nullable Path given, Settings settings) throws IOException {
    if (given == null) {
      List<Home> homes = new ArrayList<>();
      homes.add(
          settings.areJournalsAmongOthers()
              ? amongOthers(settings.journals())
              : whole(settings.journals()));
      for (Path instead : settings.journalsInstead()) {
        addUnlessEmpty(amongOthers(instead), homes);
      }
      Optional<Path> earlier = settings.journalsOfEarlierVersions();
      if (earlier.isPresent()) {
        addUnlessEmpty(whole(earlier.get()), homes);
      }
      return homes;
    }
    Path path = given.toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      throw new NoSuchFileException(given.toString());
    }
    if (Files.isDirectory(path.resolve(".pluto"))) {
      return List.of(whole(path.resolve(".pluto")));
    }
    if (path.getNameCount() >= 2 && isOfARun(path)) {
      return List.of(partOf(path.resolveSibling("").resolveSibling(""), path));
    }
    Path parent = path.getParent();
    return List.of(parent != null && isProject(path) ? partOf(parent, path) : whole(path));
  }

  private static void addUnlessEmpty(Home home, List<Home> homes) throws IOException {
    if (!home.isEmpty()) {
      homes.add(home);
    }
  }

  private static Home amongOthers(Path home) {
    return new Home(RunStore.amongOthers(home), home);
  }

  private static Home whole(Path home) {
    return partOf(home, home);
  }

  private static Home partOf(Path home, Path part) {
    return new Home(new RunStore(home), part);
  }

  private static boolean isOfARun(Path path) throws IOException {
    return RunStore.isRun(path) || !RunSnapshot.aside(path).isEmpty();
  }

  private static boolean isProject(Path path) throws IOException {
    try (Stream<Path> runs = Files.list(path)) {
      return runs.anyMatch(RunStore::isRun);
    }
  }

  private boolean isEmpty() throws IOException {
    return runs(any -> true).isEmpty() && leftovers().isEmpty();
  }

  public Path path() {
    return part;
  }

  public RunStore store() {
    return store;
  }

  /** The runs here that {@code wanted} says yes to, the oldest of each project first. */
  public List<Path> runs(Predicate<Path> wanted) throws IOException {
    return store.runs().stream()
        .filter(run -> run.startsWith(part) && wanted.test(run))
        .collect(Collectors.toList());
  }

  /** See {@link RunStore#leftovers}. */
  public List<Path> leftovers() throws IOException {
    return store.leftovers().stream()
        .filter(leftover -> leftover.startsWith(part))
        .collect(Collectors.toList());
  }
}
