package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Settings;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A file of bindings in which the entry classes found no class, or which they could not read. What
 * is wrong with it is said before the program begins: whoever wrote it is looking.
 */
public final class UnreadBindings
    implements Function<String, BiFunction<String, Instrumentation, ClassFileTransformer>> {
  /**
   * @param options the agent's
   * @return the start that does without asking that file again
   */
  @Override
  public BiFunction<String, Instrumentation, ClassFileTransformer> apply(String options) {
    Settings settings = Settings.ofThisJvm(new AgentOptions(options));
    if (settings.mode() == Mode.DISABLED
        && settings.modeNotice().isEmpty()
        && !settings.isWandbDisabled()) {
      return new Start();
    }
    return new Start(OwnBindings.of(settings, Notices.onStderr()));
  }
}
