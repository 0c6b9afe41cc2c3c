package ai.trainy.pluto.settings;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Notice;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The value of every option, read once. Order: agent option, system property, environment, default.
 * Immutable.
 *
 * <p>A value that cannot be used is reported by {@link #problems()} and replaced by the default;
 * but never is data sent to an address that nobody asked for: with an unusable URL the mode is
 * {@link Mode#OFFLINE}.
 */
public final class Settings {
  private static final String DEFAULT = "default";

  /** How older variables of the Python client begin. */
  private static final String FORMER = "MLOP_";

  private final Map<Setting, String> values = new HashMap<>();
  private final Map<Setting, String> sources = new HashMap<>();
  private final Map<Setting, String> leftEmpty = new HashMap<>();
  private final List<Notice> problems = new ArrayList<>();
  private final List<Notice> hints = new ArrayList<>();
  private final AgentOptions options;
  private final Client client;
  private final Map<String, String> environment;
  private final UserDirectories directories;
  private final ModeChoice mode;
  private final boolean onlyCopy;
  private final boolean addressesClear;
  private final boolean modeClear;

  /**
   * @param options the agent's own options
   * @param properties system properties by their names; where {@code user.home} and the like are
   *     missing, this JVM's count
   * @param environment the environment variables by their names
   */
  public Settings(
      AgentOptions options, Map<String, String> properties, Map<String, String> environment) {
    this.options = options;
    this.client = options.client();
    this.environment = environment;
    this.directories = new UserDirectories(properties, environment);
    this.onlyCopy = client.isSwitchedOff(properties, environment);
    boolean addressUnclear = false;
    boolean unclear = false;
    for (Setting setting : all()) {
      choose(setting, options, properties);
      boolean unusable = !check(setting);
      addressUnclear |= unusable && setting.kind().isOfTheNetwork();
      unclear |= unusable && setting.kind().isToBeClear();
    }
    this.addressesClear = !addressUnclear;
    hints.addAll(new UnknownNames(all()).in(environment.keySet(), properties.keySet()));
    hintAtOtherServers();
    this.modeClear = !unclear;
    this.mode = ModeChoice.of(this, unclear);
  }

  /** Every setting there is: core's, then the client's. */
  public List<Setting> all() {
    return options.all();
  }

  /** The settings of this JVM. */
  public static Settings ofThisJvm(AgentOptions options) {
    return new Settings(options, propertiesOfThisJvm(options.client()), System.getenv());
  }

  /** The system properties of this JVM that are settings, by their names. */
  public static Map<String, String> propertiesOfThisJvm(Client client) {
    Map<String, String> properties = new HashMap<>();
    Set<String> others = client.properties();
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("pluto.") || others.contains(name))
        .forEach(name -> properties.put(name, System.getProperty(name)));
    return properties;
  }

  private void choose(Setting setting, AgentOptions options, Map<String, String> properties) {
    if (take(setting, options.values().get(setting), "agent option " + setting.option())
        || take(setting, properties.get(setting.property()), "property " + setting.property())) {
      hintIfOpen(setting);
      return;
    }
    if (take(setting, environment.get(setting.variable()), setting.variable())) {
      return;
    }
    for (String other : setting.otherVariables()) {
      if (take(setting, environment.get(other), other)) {
        if (other.startsWith(FORMER)) {
          hints.add(Notice.of(CoreMessage.SETTING_DEPRECATED, other, setting.variable()));
        }
        return;
      }
    }
    takeDefault(setting);
  }

  private boolean take(Setting setting, @Nullable String value, String source) {
    if (value == null || value.isBlank()) {
      if (value != null) {
        leftEmpty.putIfAbsent(setting, source);
      }
      return false;
    }
    values.put(setting, normal(setting.kind(), value));
    sources.put(setting, source);
    return true;
  }

  private static String normal(Setting.Kind kind, String value) {
    if (kind == Setting.Kind.SECRET) {
      return value;
    }
    String text = value.strip();
    return kind == Setting.Kind.PATH ? absolute(text).orElse(text) : text;
  }

  private static Optional<String> absolute(String path) {
    try {
      return Optional.of(Path.of(path).toAbsolutePath().toString());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void takeDefault(Setting setting) {
    if (setting.kind() == Setting.Kind.URL && values.containsKey(Setting.HOST)) {
      take(setting, setting.urlAt(values.get(Setting.HOST)), source(Setting.HOST));
    } else if (setting.defaultValue().isPresent()) {
      take(setting, setting.defaultValue().get(), DEFAULT);
    }
  }

  /** What stands on a command line is no secret. */
  private void hintIfOpen(Setting setting) {
    if (setting.kind() == Setting.Kind.SECRET) {
      hints.add(Notice.of(CoreMessage.KEY_VISIBLE, source(setting), setting.variable()));
    }
  }

  /** Users with their own Pluto server want no data to go to another one. */
  private void hintAtOtherServers() {
    List<Setting> services = List.of(Setting.URL_API, Setting.URL_INGEST, Setting.URL_PY);
    List<String> elsewhere =
        services.stream()
            .filter(service -> source(service).equals(DEFAULT))
            .map(service -> service.variable() + " (" + url(service) + ")")
            .collect(Collectors.toList());
    if (!elsewhere.isEmpty() && elsewhere.size() < services.size()) {
      hints.add(
          Notice.of(
              CoreMessage.ADDRESSES_MIXED, String.join(", ", elsewhere), Setting.HOST.variable()));
    }
  }

  private boolean check(Setting setting) {
    String value = values.get(setting);
    Optional<String> fault = value == null ? Optional.empty() : fault(setting, value);
    if (value == null || fault.isEmpty()) {
      return true;
    }
    String source = source(setting);
    String shown = Address.shown(value);
    if (setting.kind().isToBeClear()) {
      problem(CoreMessage.SETTING_UNCLEAR, source, shown, fault.get(), setting.expected());
    } else if (setting.defaultValue().isPresent()) {
      String used = setting.defaultValue().get();
      problem(CoreMessage.SETTING_UNUSABLE, source, shown, fault.get(), setting.expected(), used);
    } else {
      problem(CoreMessage.SETTING_IGNORED, source, shown, fault.get(), setting.expected());
    }
    values.remove(setting);
    sources.remove(setting);
    takeDefault(setting);
    return false;
  }

  private void problem(CoreMessage message, Object... arguments) {
    problems.add(Notice.of(message, arguments));
  }

  private static Optional<String> fault(Setting setting, String value) {
    switch (setting.kind()) {
      case URL:
        return Address.faultOfUrl(value);
      case HOST:
        return Address.faultOfHost(value);
      case PROXY:
        return Address.faultOfProxy(value);
      case PATH:
        return unless(absolute(value).isPresent(), "is no such name");
      case SECONDS:
        return unless(value.matches("\\d{1,6}(\\.\\d{1,3})?"), "is not a duration");
      case COUNT:
        return unless(value.matches("0*[1-9]\\d{0,8}"), "is not such a number");
      case LEVEL:
        String level = value.toUpperCase(Locale.ROOT);
        return unless(
            level.matches("DEBUG|INFO|WARNING|ERROR|CRITICAL|\\d{1,3}"), "is not a level");
      case MODE:
        return unless(Mode.of(value).isPresent(), "is not known");
      case SWITCH:
      case FLAG:
        return unless(Switch.of(value).isPresent(), "is not known");
      case CHOICE:
        return unless(setting.choices().contains(value.toLowerCase(Locale.ROOT)), "is not known");
      default:
        return Optional.empty();
    }
  }

  private static Optional<String> unless(boolean good, String fault) {
    return good ? Optional.empty() : Optional.of(fault);
  }

  /** The value as text, if there is one. */
  public Optional<String> text(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /** The value of a setting that has a default. */
  private String value(Setting setting) {
    return text(setting).orElseThrow();
  }

  /** The value for people to see: of a secret only that it is there, of an address no password. */
  public Optional<String> shown(Setting setting) {
    return text(setting)
        .map(value -> setting.kind() == Setting.Kind.SECRET ? "present" : Address.shown(value));
  }

  /** Whether a choice is this one of its words. */
  public boolean is(Setting setting, String choice) {
    return value(setting).equalsIgnoreCase(choice);
  }

  /** Whether a switch is on. */
  public boolean isOn(Setting setting) {
    return Switch.of(value(setting)).orElse(false);
  }

  /** Whether a person wants to be told everything. */
  public boolean isVerbose() {
    String level = value(Setting.DEBUG_LEVEL);
    return level.equalsIgnoreCase("DEBUG") || level.matches("\\d|10");
  }

  /** The address of a service, without a slash at its end. */
  public String url(Setting setting) {
    return value(setting).replaceAll("/+$", "");
  }

  /** A time span. */
  public Duration duration(Setting setting) {
    return Duration.ofMillis(Math.round(Double.parseDouble(value(setting)) * 1000));
  }

  /** A whole number above 0. */
  public int count(Setting setting) {
    return Integer.parseInt(value(setting));
  }

  public Mode mode() {
    return mode.mode();
  }

  /**
   * Whether it is one that was asked for, and not {@link Mode#OFFLINE} for want of a clear word.
   */
  public boolean isModeClear() {
    return modeClear;
  }

  /** Why the mode is what it is, in a few words such as "PLUTO_MODE is off". */
  public String modeReason() {
    return mode.reason();
  }

  /** A line for people where Pluto is off and no single setting of Pluto says so. */
  public Optional<Notice> modeNotice() {
    return mode.notice();
  }

  /** Whether the client is switched off, and Pluto has the only copy of what is logged. */
  public boolean isOnlyCopy() {
    return onlyCopy;
  }

  /** The client whose calls are logged. */
  public Client client() {
    return client;
  }

  /** What asks the client to log nowhere, unless it is switched off. */
  Optional<String> unwanted() {
    return onlyCopy ? Optional.empty() : client.unwanted(environment);
  }

  /** Whether every address is one that was asked for; if not, nothing may be sent anywhere. */
  public boolean areAddressesClear() {
    return addressesClear;
  }

  /** Where a value came from, for people: a variable, a property, an agent option or "default". */
  public String source(Setting setting) {
    return sources.getOrDefault(setting, "not set");
  }

  /** Whether somebody has set it. */
  public boolean isGiven(Setting setting) {
    return sources.containsKey(setting) && !source(setting).equals(DEFAULT);
  }

  /** Where a setting is given an empty value, which counts as none. */
  public Optional<String> leftEmpty(Setting setting) {
    return Optional.ofNullable(leftEmpty.get(setting));
  }

  /** One line for each value that could not be used. */
  public List<Notice> problems() {
    return List.copyOf(problems);
  }

  /** One line for each thing that works as it is, and may not be what was meant. */
  public List<Notice> hints() {
    return List.copyOf(hints);
  }

  /** The directory under which every run's journal is kept. */
  public Path journals() {
    return text(Setting.DIR)
        .map(dir -> Path.of(dir, ".pluto"))
        .or(this::state)
        .orElseGet(() -> directories.temporary().resolve("pluto-" + directories.userId()));
  }

  /**
   * Whether that is in a directory that others write to as well, because this user has no home: it
   * has to be made for this user alone, and nothing secret belongs there.
   */
  public boolean areJournalsAmongOthers() {
    return text(Setting.DIR).isEmpty() && state().isEmpty();
  }

  /**
   * The directory of what programs with the agent keep for this user, wherever a single program's
   * journals are; empty if this user has no home.
   */
  public Optional<Path> state() {
    return directories.state().map(state -> state.resolve("pluto"));
  }

  /**
   * Where journals are kept if {@link #journals} cannot be written, the better place first. In
   * directories that others write to as well.
   */
  public List<Path> journalsInstead() {
    String name = "pluto-" + directories.userName();
    // The second is memory, where there is such a file system: it outlives the program, too.
    return Stream.of(
            directories.temporary().resolve(name), Path.of("/dev/shm", name).toAbsolutePath())
        .filter(place -> !place.equals(journals()))
        .collect(Collectors.toList());
  }

  /**
   * Where earlier versions kept journals for a user without a home: in the directory they were run
   * in. Empty where there cannot be such a directory.
   */
  public Optional<Path> journalsOfEarlierVersions() {
    return directories.isWindows()
        ? Optional.empty()
        : Optional.of(Path.of("?", ".local", "state", "pluto").toAbsolutePath());
  }

  /** This user's home directory, absolute; empty if there is none. */
  public Optional<Path> home() {
    return directories.home();
  }

  /** Where Python's keyring library keeps its files for this user; empty if there is no place. */
  public Optional<Path> pythonKeyring() {
    return directories.pythonKeyring();
  }

  /**
   * Where earlier versions kept the key of a user without a home, like {@link
   * #journalsOfEarlierVersions}.
   */
  public Optional<Path> keyringOfEarlierVersions() {
    return directories.isWindows()
        ? Optional.empty()
        : Optional.of(Path.of("?", ".local", "share", "python_keyring").toAbsolutePath());
  }

  /** A variable of another program by its own name; empty counts as not set. */
  public Optional<String> foreign(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
  }
}
