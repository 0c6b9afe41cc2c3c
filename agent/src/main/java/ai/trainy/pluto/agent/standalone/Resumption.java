package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * A run of an id that Pluto has goes on there, whatever wandb was told of resuming. What is not as
 * the user may expect is said.
 */
final class Resumption {
  private static final String WANDB_RESUME = "WANDB_RESUME";

  private final String asked;
  private final Notices notices;

  Resumption(Settings settings, Notices notices) {
    this.asked = settings.foreign(WANDB_RESUME).orElse("");
    this.notices = notices;
  }

  /** A row was logged. Does not wait for the server. */
  void logged(InertRun run) {
    if (run.steps().isTaken() && isResumed(run)) {
      notices.say(
          "counted",
          id(run),
          "run "
              + id(run)
              + " goes on in Pluto, but where it was is not known here: rows that the program gives"
              + " no step are counted from the beginning, in the place of those that were logged at"
              + " the same steps before. Log with a step.");
    }
  }

  /** The run is over. */
  void over(InertRun run) {
    Optional<RunHandle> answer = run.answer(Duration.ZERO);
    if (answer.isEmpty()) {
      return;
    }
    logged(run);
    if (asked.equals("must") && !answer.get().resumed()) {
      notices.say(
          "resume",
          id(run),
          WANDB_RESUME + "=must: Pluto had no run " + id(run) + ", so it is a new one.");
    } else if (asked.equals("never") && answer.get().resumed()) {
      notices.say(
          "resume",
          id(run),
          WANDB_RESUME + "=never: Pluto had a run " + id(run) + " already, and that one went on.");
    }
  }

  private static boolean isResumed(InertRun run) {
    return run.answer(Duration.ZERO).filter(RunHandle::resumed).isPresent();
  }

  private static Object id(InertRun run) {
    return run.get(RunProperty.ID);
  }
}
