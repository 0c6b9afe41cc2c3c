package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.binding.BindingFile;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Settings;
import java.util.function.Consumer;

/** The clients that the user has described. */
final class OwnBindings {
  private OwnBindings() {}

  /**
   * Nothing if the description cannot be read, and a line that says why.
   *
   * @param unfit told why it cannot be
   */
  static BindingFile of(Settings settings, Messages messages, Consumer<String> unfit) {
    try {
      return Bindings.own(settings);
    } catch (IllegalArgumentException e) {
      String why = Wandb.BINDINGS.variable() + ": " + e.getMessage();
      messages.say(
          settings.isOnlyCopy()
              ? AgentMessage.BINDINGS_UNREADABLE_STANDALONE
              : AgentMessage.BINDINGS_UNREADABLE,
          why);
      unfit.accept(why);
      return BindingFile.EMPTY;
    }
  }
}
