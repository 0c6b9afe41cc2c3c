package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.api.RunIntent;
import ai.trainy.pluto.journal.Journals;
import java.io.IOException;
import java.nio.file.Path;

/** How people know a run. */
public final class RunLabel {
  private RunLabel() {}

  /** Project, id and name; the directory if nothing else is known. */
  public static String of(Path run) {
    try {
      RunIntent intent = Journals.intent(run);
      String id = intent.project() + "/" + intent.externalId();
      return intent.name().equals(intent.externalId()) ? id : id + " '" + intent.name() + "'";
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
      RunIntent intent = Journals.intent(run);
      return intent.externalId().equals(asked)
          || intent.name().equals(asked)
          || (intent.project() + "/" + intent.externalId()).equals(asked);
    } catch (IOException e) {
      return false;
    }
  }
}
