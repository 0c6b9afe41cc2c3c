package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.messages.Messages;
import java.util.function.Consumer;

/** Says what is wrong with the options behind {@code -javaagent:...jar=}. */
public final class OptionsCheck implements Consumer<String> {
  @Override
  public void accept(String options) {
    Messages messages = Messages.onStderr();
    Wandb.options(options).problems().forEach(messages::say);
  }
}
