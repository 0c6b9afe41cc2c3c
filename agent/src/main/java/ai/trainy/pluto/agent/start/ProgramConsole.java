package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.tee.PrintHandlers;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.console.Console;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.DaemonThreads;
import java.nio.charset.Charset;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Has what this program prints go to its runs. */
final class ProgramConsole {
  private final Settings settings;
  private final Console console;

  ProgramConsole(Settings settings, Messages messages) {
    this.settings = settings;
    this.console =
        new Console(
            new DaemonThreads(), charset("stdout"), charset("stderr"), this::shown, messages);
  }

  /** What has to be woven for it. */
  ClientBinding binding() {
    return Bindings.console();
  }

  /**
   * Handlers of the JDK's methods.
   *
   * @param others those of methods that do not print
   */
  Function<BoundMethod, BiFunction<Object, Object, Object>> handlersBeside(
      Function<BoundMethod, BiFunction<Object, Object, Object>> others) {
    PrintHandlers prints = new PrintHandlers(console);
    return method -> method.line().role() == Role.PRINT ? prints.handler() : others.apply(method);
  }

  /** Once what prints is woven: runs that are opened from now on have what is printed. */
  void giveTo(Pluto pluto) {
    pluto.whenOpened(run -> run.logOutputOf(console));
  }

  /** As the reference client has them: the rank in front, and no secrets. */
  private UnaryOperator<String> shown() {
    UnaryOperator<String> redacted =
        settings.isOn(Setting.SANITIZE_LOGS) ? Console.redaction() : line -> line;
    String rank = System.getenv("RANK");
    return rank == null || rank.isBlank()
        ? redacted
        : line -> "[rank" + rank.strip() + "] " + redacted.apply(line);
  }

  /** What Java encodes with; said since 19, and before that where it is not the default. */
  private static Charset charset(String stream) {
    return Stream.of(stream + ".encoding", "sun." + stream + ".encoding")
        .map(System::getProperty)
        .filter(name -> name != null && isCharset(name))
        .findFirst()
        .map(Charset::forName)
        .orElse(Charset.defaultCharset());
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }
}
