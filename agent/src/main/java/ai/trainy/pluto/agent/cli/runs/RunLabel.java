package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.RunStore;
import java.io.IOException;
import java.nio.file.Path;

/** How people know a run. */
public final class RunLabel {
  private RunLabel() {}

  /** Project, id and name; the directory if nothing else is known. */
  public static String of(Path run) {
    try {
      RunSpec spec = RunStore.spec(run);
      String id = spec.project() + "/" + spec.externalId();
      return spec.name().equals(spec.externalId()) ? id : id + " '" + spec.name() + "'";
    } catch (IOException e) {
      return run.toString();
    }
  }

  /**
   * Whether {@code asked} is the run's external id, with its project or without, its display name
   * or its directory's name.
   */
  public static boolean matches(Path run, String asked) {
    if (run.getFileName().toString().equals(asked)) {
      return true;
    }
    try {
      RunSpec spec = RunStore.spec(run);
      return spec.externalId().equals(asked)
          || spec.name().equals(asked)
          || (spec.project() + "/" + spec.externalId()).equals(asked);
    } catch (IOException e) {
      return false;
    }
  }
}
