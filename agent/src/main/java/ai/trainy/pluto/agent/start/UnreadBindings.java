package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.check.BindingsCheck;
import ai.trainy.pluto.agent.check.ModeCheck;
import ai.trainy.pluto.agent.standalone.RequiredRunCheck;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Settings;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file of bindings in which the entry classes found no class, or which they could not read. What
 * is wrong with it is reported before the program begins, while its author is looking.
 */
public final class UnreadBindings
    implements Function<String, BiFunction<String, Instrumentation, ClassFileTransformer>> {
  /**
   * @param options the agent's
   * @return the start that says none of it again
   */
  @Override
  public BiFunction<String, Instrumentation, ClassFileTransformer> apply(@Nullable String options) {
    Settings settings = Wandb.settingsOfThisJvm(options);
    Messages messages = Messages.onStderr();
    ModeCheck mode = ModeCheck.of(settings);
    if (!mode.isObstacle() || settings.modeNotice().isPresent()) {
      BindingsCheck bindings = new BindingsCheck(settings, mode);
      bindings.findings().forEach(finding -> finding.notice().ifPresent(messages::say));
      if (mode.isStandalone() && RequiredRunCheck.isRequired(settings)) {
        bindings.fault().ifPresent(why -> RequiredRunCheck.stop(why, System::exit, messages));
      }
    }
    return new Start(messages);
  }
}
