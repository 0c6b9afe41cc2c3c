package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.binding.BindingFile;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The clients that the user has described. Before the program, to tell which classes to watch for,
 * and to say what is wrong with the description: whoever wrote it is looking. A second time when
 * one of these classes comes.
 */
public final class OwnBindings implements Function<String, String[]> {
  /**
   * @param options the agent's
   * @return the classes' names as the description has them
   */
  @Override
  public String[] apply(String options) {
    List<String> names = new ArrayList<>();
    try {
      Settings settings = Settings.ofThisJvm(new AgentOptions(options));
      if (settings.mode() == Mode.DISABLED
          && settings.modeNotice().isEmpty()
          && !settings.isWandbDisabled()) {
        return new String[0];
      }
      for (ClientBinding client : Bindings.own(settings).clients()) {
        for (ClassBinding bound : client.classes()) {
          names.add(bound.isRelocatable() ? "*." + bound.name() : bound.name());
        }
      }
    } catch (IllegalArgumentException e) {
      say(e.getMessage());
    }
    return names.toArray(new String[0]);
  }

  private static void say(String what) {
    Notices.onStderr()
        .say(
            "bindings",
            Setting.WANDB_BINDINGS.variable()
                + ": "
                + what
                + ". What is described there is not logged to Pluto; wandb is untouched.");
  }

  /** What the user has described; nothing if that cannot be read. */
  static BindingFile of(Settings settings) {
    try {
      return Bindings.own(settings);
    } catch (IllegalArgumentException saidBefore) {
      return BindingFile.EMPTY;
    }
  }
}
