package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.settings.AgentOptions;
import java.util.function.Consumer;

/** Says what is wrong with the options behind {@code -javaagent:...jar=}. */
public final class OptionsCheck implements Consumer<String> {
  @Override
  public void accept(String options) {
    Notices notices = Notices.onStderr();
    new AgentOptions(options).problems().forEach(notices::say);
  }
}
