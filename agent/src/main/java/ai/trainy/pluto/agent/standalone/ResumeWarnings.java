package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * A run of an id that Pluto has goes on there, whatever wandb was told of resuming. What is not as
 * the user may expect is reported.
 */
final class ResumeWarnings {
  private static final String WANDB_RESUME = "WANDB_RESUME";

  private final String asked;
  private final Messages messages;

  ResumeWarnings(Settings settings, Messages messages) {
    this.asked = settings.foreign(WANDB_RESUME).orElse("");
    this.messages = messages;
  }

  /** A row was logged. Does not wait for the server. */
  void logged(StandaloneRun run) {
    if (run.steps().isTaken() && isResumed(run)) {
      messages.sayAbout(id(run), AgentMessage.RESUMED_STEP_UNKNOWN, id(run));
    }
  }

  /** The run is over. */
  void over(StandaloneRun run) {
    Optional<RunHandle> answer = run.answer(Duration.ZERO);
    if (answer.isEmpty()) {
      return;
    }
    logged(run);
    if (asked.equals("must") && !answer.get().resumed()) {
      messages.sayAbout(id(run), AgentMessage.RESUME_MUST, WANDB_RESUME, id(run));
    } else if (asked.equals("never") && answer.get().resumed()) {
      messages.sayAbout(id(run), AgentMessage.RESUME_NEVER, WANDB_RESUME, id(run));
    }
  }

  private static boolean isResumed(StandaloneRun run) {
    return run.answer(Duration.ZERO).filter(RunHandle::resumed).isPresent();
  }

  private static Object id(StandaloneRun run) {
    return run.get(RunProperty.ID);
  }
}
