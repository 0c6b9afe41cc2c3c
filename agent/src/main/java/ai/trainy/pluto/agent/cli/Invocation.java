package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;

/**
 * What a command was called with beside its arguments: the settings, standard input, and the
 * terminal if there is one. Commands that need any of it take this in their constructor.
 */
final class Invocation implements IFactory {
  private static final int DEFAULT_COLUMNS = 80;

  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final InputStream input;

  /** Null if there is no terminal. */
  private final @Nullable Console terminal;

  /**
   * @param properties system properties by their names; see {@link Settings}
   */
  Invocation(
      Map<String, String> properties,
      Map<String, String> environment,
      InputStream input,
      @Nullable Console terminal) {
    this.properties = properties;
    this.environment = environment;
    this.input = input;
    this.terminal = terminal;
  }

  static Invocation ofThisProcess() {
    return new Invocation(
        Wandb.propertiesOfThisJvm(), System.getenv(), System.in, System.console());
  }

  /** Makes a command. */
  @Override
  public <K> K create(Class<K> type) throws Exception {
    try {
      return type.getDeclaredConstructor(Invocation.class).newInstance(this);
    } catch (NoSuchMethodException needsNothing) {
      return CommandLine.defaultFactory().create(type);
    }
  }

  Settings settings() {
    return settings(Wandb.options(null));
  }

  Settings settings(AgentOptions options) {
    return new Settings(options, properties, environment);
  }

  /** The settings with a server that was named on the command line, in place of any other. */
  Settings settingsWithHost(String host) {
    Map<String, String> otherProperties = new HashMap<>(properties);
    otherProperties.keySet().removeIf(name -> name.startsWith("pluto.url."));
    Map<String, String> otherVariables = new HashMap<>(environment);
    otherVariables.keySet().removeIf(name -> name.matches("(PLUTO|MLOP)_URL_.*"));
    otherProperties.put("pluto.host", host);
    return new Settings(Wandb.options(null), otherProperties, otherVariables);
  }

  /**
   * Standard input as text.
   *
   * @param limit how much of it to read, bytes
   */
  String input(int limit) throws IOException {
    return new String(input.readNBytes(limit), StandardCharsets.UTF_8);
  }

  /** Where a person can be asked. */
  Optional<Console> terminal() {
    return Optional.ofNullable(terminal);
  }

  /** Whether to use colours: on a terminal that has them, unless somebody does not want any. */
  Ansi ansi() {
    boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return wanted && isOnTerminal() && !"dumb".equals(environment.get("TERM")) ? Ansi.ON : Ansi.OFF;
  }

  /** How wide the terminal is; 0 if the output goes elsewhere. */
  int columns() {
    if (!isOnTerminal()) {
      return 0;
    }
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{0,3}")
        ? Integer.parseInt(columns)
        : TerminalWidth.ask().orElse(DEFAULT_COLUMNS);
  }

  private boolean isOnTerminal() {
    return terminal != null && isTerminal(terminal);
  }

  /** From Java 22 on there is a console without a terminal, too. */
  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }
}
