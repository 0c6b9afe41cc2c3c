package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.standalone.RequiredRunCheck;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Settings;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A file of bindings in which the entry classes found no class, or which they could not read. What
 * is wrong with it is reported before the program begins, while its author is looking.
 */
public final class UnreadBindings
    implements Function<String, BiFunction<String, Instrumentation, ClassFileTransformer>> {
  /**
   * @param options the agent's
   * @return the start that does without asking that file again
   */
  @Override
  public BiFunction<String, Instrumentation, ClassFileTransformer> apply(String options) {
    Settings settings = Wandb.settingsOfThisJvm(options);
    if (settings.mode() == Mode.DISABLED
        && settings.modeNotice().isEmpty()
        && !settings.isOnlyCopy()) {
      return new Start();
    }
    Messages messages = Messages.onStderr();
    return new Start(OwnBindings.of(settings, messages, why -> stop(why, settings, messages)));
  }

  private static void stop(String why, Settings settings, Messages messages) {
    if (settings.isOnlyCopy() && RequiredRunCheck.isRequired(settings)) {
      RequiredRunCheck.stop(why, System::exit, messages);
    }
  }
}
