package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.check.KeyCheck;
import ai.trainy.pluto.agent.jar.OwnJar;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.credentials.Keyring;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the user at the end of a program that none of the clients they described was ever loaded.
 * Only where the agent was put on this JVM's own command line: what {@code JAVA_TOOL_OPTIONS} hands
 * to every JVM is mostly meant for another one.
 */
public final class UnusedBindings implements BiConsumer<String, String[]> {
  private static final int MOST_NAMES = 5;

  private static final Keyring NOT_ASKED =
      () -> {
        throw new KeyUnavailableException("it was not asked");
      };

  private final List<String> launchArguments;
  private final Path jar;
  private final Messages messages;

  /** For this JVM. */
  public UnusedBindings() {
    this(LaunchArguments.ofThisJvm(), OwnJar.path(), Messages.onStderr());
  }

  UnusedBindings(List<String> launchArguments, Path jar, Messages messages) {
    this.launchArguments = launchArguments;
    this.jar = jar;
    this.messages = messages;
  }

  /**
   * @param options the agent's
   * @param classes the described ones, as class files spell them; moved ones begin with {@code *}
   */
  @Override
  public void accept(@Nullable String options, String[] classes) {
    if (LaunchArguments.haveAgent(launchArguments, jar)) {
      tell(Wandb.settingsOfThisJvm(options), classes);
    }
  }

  void tell(Settings settings, String[] classes) {
    if (settings.mode() != Mode.DISABLED && KeyCheck.of(settings, NOT_ASKED).key().isPresent()) {
      messages.say(
          AgentMessage.NOTHING_LOGGED,
          settings.text(Wandb.BINDINGS).orElse("the bindings file"),
          names(classes));
    }
  }

  private static String names(String[] classes) {
    String names =
        Arrays.stream(classes)
            .limit(MOST_NAMES)
            .map(name -> name.replaceFirst("^\\*/", "").replace('/', '.'))
            .collect(Collectors.joining(", "));
    int more = classes.length - MOST_NAMES;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
