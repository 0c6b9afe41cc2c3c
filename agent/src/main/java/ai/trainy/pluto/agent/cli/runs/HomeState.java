package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.upload.Belonging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A home of journals as one look finds it. */
public final class HomeState {
  private final Path path;
  private final Optional<String> note;
  private final List<RunState> runs = new ArrayList<>();
  private final Map<Path, List<Path>> leftovers = new LinkedHashMap<>();

  private HomeState(Path path) {
    this.path = path;
    this.note = Disk.note(path);
  }

  /**
   * Looks at a home; changes nothing.
   *
   * @param account says whether runs belong to the server of this environment
   */
  public static HomeState of(Home home, Function<Destination, Belonging> account)
      throws IOException {
    HomeState state = new HomeState(home.path());
    for (Path run : home.runs(any -> true)) {
      RunState seen = RunState.of(home, run, account);
      if (seen.kind() != RunState.Kind.UNREADABLE || RunStore.isRun(run)) {
        // Otherwise it was uploaded and removed while we looked.
        state.runs.add(seen);
      }
    }
    for (Path leftover : home.leftovers()) {
      state.leftovers.put(leftover, RunSnapshot.aside(leftover));
    }
    return state;
  }

  Path path() {
    return path;
  }

  /** See {@link Disk#note}. */
  Optional<String> note() {
    return note;
  }

  List<RunState> runs() {
    return runs;
  }

  /** What was set aside of runs that Pluto has, by their directories. */
  Map<Path, List<Path>> leftovers() {
    return leftovers;
  }
}
