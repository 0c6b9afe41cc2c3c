package ai.trainy.pluto.agent.wandb;

import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Client;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Weights &amp; Biases, in whatever language and version a program uses it. */
public final class Wandb implements Client {
  /** The variable that switches wandb off; it is the user's to set, and no setting of Pluto. */
  public static final String DISABLE_LOGGING = "DISABLE_WANDB_LOGGING";

  /** Wandb's own variable for its key. */
  public static final String API_KEY = "WANDB_API_KEY";

  public static final Setting BINDINGS =
      new Setting(
          "WANDB_BINDINGS",
          Setting.Kind.PATH,
          null,
          null,
          "A file that describes wandb clients of your own, so that they are logged to Pluto as"
              + " well.");

  public static final Setting REQUIRED =
      new Setting(
          "REQUIRED",
          Setting.Kind.CHOICE,
          "false|true",
          null,
          "With DISABLE_WANDB_LOGGING: true stops the program with exit code 78 if its run would not"
              + " reach Pluto.");

  private static final Wandb CLIENT = new Wandb();

  private static final String DISABLED_PROPERTY = "disable.wandb.logging";
  private static final String MODE = "WANDB_MODE";

  /** What its keys look like: before 2025, with or without the name of a server, and since. */
  private static final Pattern KEY =
      Pattern.compile("(?!mlp[is]_)(.+-)?[0-9a-fA-F]{40}|wandb_v\\d.*");

  private Wandb() {}

  /**
   * The agent's options, wandb's settings among them.
   *
   * @param text null or empty where there are none
   */
  public static AgentOptions options(@Nullable String text) {
    return new AgentOptions(text, CLIENT);
  }

  /** The settings of this JVM. */
  public static Settings settingsOfThisJvm(@Nullable String options) {
    return Settings.ofThisJvm(options(options));
  }

  /** The system properties of this JVM that are settings, by their names. */
  public static Map<String, String> propertiesOfThisJvm() {
    return Settings.propertiesOfThisJvm(CLIENT);
  }

  @Override
  public String name() {
    return "wandb";
  }

  @Override
  public String commandLine() {
    return "java -jar pluto-wandb-agent.jar";
  }

  @Override
  public List<Setting> settings() {
    return List.of(BINDINGS, REQUIRED);
  }

  @Override
  public Set<String> properties() {
    return Set.of(DISABLED_PROPERTY);
  }

  @Override
  public boolean isSwitchedOff(Map<String, String> properties, Map<String, String> environment) {
    return isYes(properties.get(DISABLED_PROPERTY)) || isYes(environment.get(DISABLE_LOGGING));
  }

  private static boolean isYes(@Nullable String value) {
    return value != null && value.strip().toLowerCase(Locale.ROOT).matches("true|1|yes");
  }

  @Override
  public Optional<String> unwanted(Map<String, String> environment) {
    String mode = environment.getOrDefault(MODE, "").strip().toLowerCase(Locale.ROOT);
    return mode.equals("disabled") ? Optional.of(MODE + " is disabled") : Optional.empty();
  }

  @Override
  public Optional<String> projectVariable() {
    return Optional.of("WANDB_PROJECT");
  }

  @Override
  public Optional<String> keyVariable() {
    return Optional.of(API_KEY);
  }

  @Override
  public boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  @Override
  public Set<String> ownKeys() {
    return Set.of("_step", "_runtime", "_timestamp", "_wandb");
  }

  @Override
  public String notesKey() {
    return "_wandb_notes";
  }
}
