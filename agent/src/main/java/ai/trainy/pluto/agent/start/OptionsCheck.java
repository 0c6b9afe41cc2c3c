package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.notice.Notices;
import java.util.function.Consumer;

/** Says what is wrong with the options behind {@code -javaagent:...jar=}. */
public final class OptionsCheck implements Consumer<String> {
  @Override
  public void accept(String options) {
    Notices notices = Notices.onStderr();
    Wandb.options(options).problems().forEach(notices::say);
  }
}
