package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.wandb.Wandb;
import java.util.Optional;

/** Can the official client start the wandb that is on PATH? */
final class WandbCheck {
  private static final String SUBJECT = "wandb";
  private static final String ADVICE =
      "Set "
          + Wandb.DISABLE_LOGGING
          + "=true to log to Pluto alone, or install wandb 0.12.4. Clients of your own need neither.";

  private WandbCheck() {}

  /**
   * @param isNeeded whether the program is known to use the official client
   */
  static void into(Diagnosis diagnosis, WandbCommand wandb, boolean isNeeded)
      throws InterruptedException {
    if (!wandb.isThere()) {
      if (isNeeded) {
        diagnosis.failure(
            SUBJECT, "there is no wandb on PATH, which the official client starts", ADVICE);
      } else {
        diagnosis.note(SUBJECT, "not on PATH; the official client needs it, others may not");
      }
      return;
    }
    Optional<String> version = wandb.version();
    if (version.isEmpty()) {
      diagnosis.warning(
          SUBJECT, "wandb --version gives no answer", "Check whether wandb itself works.");
    } else if (WandbCommand.hasServer(version.get())) {
      diagnosis.ok(SUBJECT, version.get() + " on PATH, which the official client can start");
    } else {
      String text =
          version.get()
              + " on PATH has no grpc-server, so the official client cannot start it: build()"
              + " throws, with and without the agent";
      if (isNeeded) {
        diagnosis.failure(SUBJECT, text, ADVICE);
      } else {
        diagnosis.warning(SUBJECT, text, ADVICE);
      }
    }
  }
}
