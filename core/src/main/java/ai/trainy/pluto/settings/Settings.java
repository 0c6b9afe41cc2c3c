package ai.trainy.pluto.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The value of every option, read once. Order: agent option, system property, environment, default.
 * Immutable.
 *
 * <p>A value that cannot be used is reported by {@link #problems()} and replaced by the default;
 * but never is data sent to an address that nobody asked for: with an unusable URL the mode is
 * {@link Mode#OFFLINE}.
 */
public final class Settings {
  /** The variable that switches wandb off; it is the user's to set, and no setting of Pluto. */
  public static final String DISABLE_WANDB_LOGGING = "DISABLE_WANDB_LOGGING";

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final Map<Setting, String> sources = new EnumMap<>(Setting.class);
  private final List<String> problems = new ArrayList<>();
  private final UnaryOperator<String> environment;
  private final Mode mode;
  private final boolean wandbDisabled;
  private final boolean addressesClear;

  /**
   * @param options the agent's own options
   * @param properties a system property by name, null where it is not set
   * @param environment an environment variable by name, null where it is not set
   */
  public Settings(
      AgentOptions options, UnaryOperator<String> properties, UnaryOperator<String> environment) {
    this.environment = environment;
    this.wandbDisabled =
        isYes(properties.apply("disable.wandb.logging"))
            || isYes(environment.apply(DISABLE_WANDB_LOGGING));
    boolean addressUnclear = false;
    for (Setting setting : Setting.values()) {
      choose(setting, options, properties);
      addressUnclear |= !check(setting) && setting.kind() == Setting.Kind.URL;
    }
    this.addressesClear = !addressUnclear;
    Mode asked = Mode.valueOf(values.get(Setting.MODE).toUpperCase(Locale.ROOT));
    this.mode = addressUnclear && asked == Mode.ONLINE ? Mode.OFFLINE : asked;
  }

  private static boolean isYes(String value) {
    return value != null && value.strip().toLowerCase(Locale.ROOT).matches("true|1|yes");
  }

  /** The settings of this JVM. */
  public static Settings ofThisJvm(AgentOptions options) {
    return new Settings(options, System::getProperty, System::getenv);
  }

  private void choose(Setting setting, AgentOptions options, UnaryOperator<String> properties) {
    if (take(setting, options.values().get(setting), "agent option " + setting.option())
        || take(setting, properties.apply(setting.property()), "property " + setting.property())
        || take(setting, environment.apply(setting.variable()), setting.variable())) {
      return;
    }
    if (setting.formerVariable().isPresent()) {
      String former = setting.formerVariable().get();
      if (take(setting, environment.apply(former), former)) {
        return;
      }
    }
    take(setting, setting.defaultValue().orElse(null), "default");
  }

  private boolean take(Setting setting, String value, String source) {
    if (value == null || value.isBlank()) {
      return false;
    }
    values.put(setting, value.strip());
    sources.put(setting, source);
    return true;
  }

  private boolean check(Setting setting) {
    String value = values.get(setting);
    String fault = value == null ? null : fault(setting, value);
    if (fault == null) {
      return true;
    }
    String instead;
    if (setting.kind() == Setting.Kind.URL) {
      instead = "Nothing is uploaded; what is logged is kept on disk.";
    } else {
      instead = "Using " + setting.defaultValue().orElse("nothing") + ".";
    }
    problems.add(
        sources.get(setting)
            + ": '"
            + value
            + "' "
            + fault
            + "; expected "
            + setting.expected()
            + ". "
            + instead);
    values.remove(setting);
    sources.remove(setting);
    take(setting, setting.defaultValue().orElse(null), "default");
    return false;
  }

  /** What is wrong with {@code value}, or null. */
  private static String fault(Setting setting, String value) {
    switch (setting.kind()) {
      case URL:
        return faultOfUrl(value);
      case SECONDS:
        return value.matches("\\d{1,6}(\\.\\d{1,3})?") ? null : "is not a duration";
      case COUNT:
        return value.matches("0*[1-9]\\d{0,8}") ? null : "is not such a number";
      case LEVEL:
        return value.toUpperCase(Locale.ROOT).matches("DEBUG|INFO|WARNING|ERROR|CRITICAL|\\d{1,3}")
            ? null
            : "is not a level";
      case CHOICE:
        return setting.choices().contains(value.toLowerCase(Locale.ROOT)) ? null : "is not known";
      default:
        return null;
    }
  }

  private static String faultOfUrl(String value) {
    try {
      URI uri = new URI(value);
      String scheme = uri.getScheme();
      if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
        return "does not start with http:// or https://";
      }
      if (uri.getHost() == null) {
        return "names no host, or a port that is not a number";
      }
      if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
        return "has more in it than scheme, host, port and path";
      }
      return uri.getPort() > 65535 ? "has a port above 65535" : null;
    } catch (URISyntaxException e) {
      return "is not a URL";
    }
  }

  /** The value as text, if there is one. */
  public Optional<String> text(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /** Whether a choice is this one of its words. */
  public boolean is(Setting setting, String choice) {
    return values.get(setting).equalsIgnoreCase(choice);
  }

  /** Whether a person wants to be told everything. */
  public boolean isVerbose() {
    String level = values.get(Setting.DEBUG_LEVEL);
    return level.equalsIgnoreCase("DEBUG") || level.matches("\\d|10");
  }

  /** The address of a service, without a slash at its end. */
  public String url(Setting setting) {
    return values.get(setting).replaceAll("/+$", "");
  }

  /** A time span. */
  public Duration duration(Setting setting) {
    return Duration.ofMillis(Math.round(Double.parseDouble(values.get(setting)) * 1000));
  }

  /** A whole number above 0. */
  public int count(Setting setting) {
    return Integer.parseInt(values.get(setting));
  }

  public Mode mode() {
    return mode;
  }

  /**
   * Whether wandb clients are to do nothing themselves, and Pluto is the only copy: {@value
   * #DISABLE_WANDB_LOGGING} or the property {@code disable.wandb.logging}.
   */
  public boolean isWandbDisabled() {
    return wandbDisabled;
  }

  /** Whether every address is one that was asked for; if not, nothing may be sent anywhere. */
  public boolean areAddressesClear() {
    return addressesClear;
  }

  /** Where a value came from, for people: a variable, a property, an agent option or "default". */
  public String source(Setting setting) {
    return sources.getOrDefault(setting, "not set");
  }

  /** One line for each value that could not be used. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** The directory under which every run's journal is kept. */
  public Path journals() {
    Optional<String> asked = text(Setting.DIR);
    if (asked.isPresent()) {
      return Path.of(asked.get(), ".pluto").toAbsolutePath();
    }
    return state();
  }

  /**
   * The directory of what programs of ours keep for this user, wherever a single program's journals
   * are.
   */
  public Path state() {
    return StateDirectory.of(environment).resolve("pluto");
  }

  /**
   * Where journals are kept if {@link #journals} cannot be written, the better place first. In
   * directories that others write to as well.
   */
  public List<Path> journalsInstead() {
    String name = "pluto-" + System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
    // The second is memory, where there is such a file system: it outlives the program, too.
    return List.of(
        Path.of(System.getProperty("java.io.tmpdir"), name).toAbsolutePath(),
        Path.of("/dev/shm", name).toAbsolutePath());
  }

  /** A variable of another program (wandb's, say) by its own name; empty counts as not set. */
  public Optional<String> foreign(String variable) {
    return Optional.ofNullable(environment.apply(variable)).filter(value -> !value.isEmpty());
  }
}
