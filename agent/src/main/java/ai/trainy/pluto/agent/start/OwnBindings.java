package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.binding.BindingFile;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;

/** The clients that the user has described. */
final class OwnBindings {
  private OwnBindings() {}

  /** Nothing if the description cannot be read, and a line that says why. */
  static BindingFile of(Settings settings, Notices notices) {
    try {
      return Bindings.own(settings);
    } catch (IllegalArgumentException e) {
      notices.say(
          "bindings",
          Setting.WANDB_BINDINGS.variable()
              + ": "
              + e.getMessage()
              + ". What is described there is not logged to Pluto; wandb is untouched.");
      return BindingFile.EMPTY;
    }
  }
}
