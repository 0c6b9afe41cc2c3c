package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.upload.Belonging;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A home of journals as one look finds it. */
public final class HomeState {
  /** Of its end; a line has 2 kB at most. */
  private static final int LOG_BYTES = 64 << 10;

  private final Path path;
  private final Optional<String> note;
  private final List<RunState> runs = new ArrayList<>();
  private final Map<Path, List<Path>> leftovers = new LinkedHashMap<>();

  private final Optional<String> lastWarning;

  private HomeState(Path path, Path log) {
    this.path = path;
    this.lastWarning = lastWarning(log);
    this.note = Disk.note(path);
  }

  /**
   * Looks at a home; changes nothing.
   *
   * @param account says whether runs belong to the server of this environment
   */
  public static HomeState of(Home home, Function<Destination, Belonging> account)
      throws IOException {
    HomeState state = new HomeState(home.path(), home.store().home().resolve("pluto.log"));
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

  /** The last warning or error in {@code pluto.log}: why runs that wait do so, as a rule. */
  Optional<String> lastWarning() {
    return lastWarning;
  }

  private static Optional<String> lastWarning(Path log) {
    try (FileChannel file = FileChannel.open(log)) {
      ByteBuffer end = ByteBuffer.allocate(LOG_BYTES);
      file.read(end, Math.max(file.size() - LOG_BYTES, 0));
      return new String(end.array(), 0, end.position(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.matches("\\S+Z \\d+ (WARN|ERROR) .*"))
          .reduce((earlier, later) -> later);
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  List<RunState> runs() {
    return runs;
  }

  /** What was set aside of runs that Pluto has, by their directories. */
  Map<Path, List<Path>> leftovers() {
    return leftovers;
  }
}
