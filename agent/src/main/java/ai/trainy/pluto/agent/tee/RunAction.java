package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import org.jspecify.annotations.Nullable;

/** What the calls of one method of a wandb run mean to the Pluto run beside it. */
public interface RunAction {
  /** A call is entered: its arguments are what the client sees. */
  void carryOver(Run run, @Nullable Object receiver, Object[] arguments);
}
