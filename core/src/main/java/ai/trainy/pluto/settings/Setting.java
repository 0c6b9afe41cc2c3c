package ai.trainy.pluto.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every option, once.
 *
 * <p>An option has one name in three spellings: the variable {@code PLUTO_URL_INGEST}, the system
 * property {@code pluto.url.ingest} and the agent option {@code url.ingest}. Some have other
 * variables of the Python client beside it. A value that is empty counts as not set.
 */
public enum Setting {
  API_KEY(
      Kind.SECRET, null, "MLOP_API_TOKEN MLOP_API_KEY", "The API key to sign in to Pluto with."),
  PROJECT(Kind.TEXT, null, "MLOP_PROJECT", "The project of every run, whatever the program asks."),
  RUN_ID(
      Kind.TEXT,
      null,
      "MLOP_RUN_ID",
      "The id under which Pluto knows the run, instead of wandb's. The same id is the same run."),
  WANDB_BINDINGS(
      Kind.PATH,
      null,
      null,
      "A file that describes wandb clients of your own, so that they are logged to Pluto as well."),
  REQUIRED(
      Kind.CHOICE,
      "false|true",
      null,
      "With DISABLE_WANDB_LOGGING: true stops the program with exit code 78 if its run would not"
          + " reach Pluto."),
  MODE(
      Kind.MODE,
      "online",
      null,
      "online: upload; offline: keep everything in the journal only; disabled (or off, none, false,"
          + " no, 0, disable): do nothing at all. With another word, as offline."),
  ENABLED(Kind.SWITCH, "true", null, "false: do nothing at all, whatever the mode is."),
  DISABLED(Kind.SWITCH, "false", null, "true: do nothing at all, whatever the mode is."),
  DIR(
      Kind.PATH,
      null,
      "MLOP_DIR",
      "A directory; the journals are kept in .pluto inside it. Default: the user's state directory."),
  HOST(
      Kind.HOST,
      null,
      null,
      "A machine that runs all of Pluto: the page at http://HOST:3000, the services at ports 3001,"
          + " 3003 and 3004. An address below that is given comes before it."),
  URL_APP(Kind.URL, "https://pluto.trainy.ai", "MLOP_URL_APP", "The web page people look at."),
  URL_API(Kind.URL, "https://pluto-api.trainy.ai", "MLOP_URL_API", "The service that keeps runs."),
  URL_INGEST(
      Kind.URL,
      "https://pluto-ingest.trainy.ai",
      "MLOP_URL_INGEST",
      "The service that takes metrics and files."),
  URL_PY(
      Kind.URL, "https://pluto-py.trainy.ai", "MLOP_URL_PY", "The service that takes heartbeats."),
  PROXY(
      Kind.PROXY,
      null,
      null,
      "The proxy on the way to Pluto, such as http://user:password@proxy:3128 or socks5://proxy:1080;"
          + " none: go directly. Default: the JVM's own (https.proxyHost and the like), else"
          + " https_proxy, http_proxy, all_proxy and no_proxy."),
  CA_CERTIFICATES(
      Kind.PATH,
      null,
      null,
      "A PEM file: certificates of authorities that are trusted beside those that the JVM trusts."),
  HTTP_STORAGE(
      Kind.CHOICE,
      "refuse|allow",
      null,
      "Whether files are uploaded to http:// addresses when Pluto itself is reached by https."
          + " refuse: they are not; allow: they are, and anyone on the way can read them."),
  INIT_TIMEOUT_SECONDS(
      Kind.SECONDS,
      "10",
      null,
      "How long Pluto may take to answer when a run starts before one warning says it does not. The"
          + " program never waits for it."),
  FINISH_TIMEOUT_SECONDS(
      Kind.SECONDS,
      "5",
      "PLUTO_THREAD_JOIN_TIMEOUT_SECONDS MLOP_THREAD_JOIN_TIMEOUT_SECONDS",
      "How long the end of a run, or of the program, waits for the upload at most."),
  UPLOAD_INTERVAL_MILLISECONDS(
      Kind.COUNT, "250", null, "How often the journal is looked at for new records."),
  UPLOAD_BATCH_POINTS(
      Kind.COUNT, "20000", null, "How many points one request to Pluto carries at most."),
  JOURNAL_LIMIT_MEGABYTES(
      Kind.COUNT,
      "1024",
      null,
      "How much disk the records of one run that wait for upload may take; histograms and tables that"
          + " fail while metrics go up may take half as much again. Above it, new records are dropped"
          + " and counted."),
  DISK_LIMIT_MEGABYTES(
      Kind.COUNT,
      "20480",
      null,
      "How much disk all runs that wait for upload on this machine may take together, files included."
          + " Above it, new records are dropped and counted; new files are refused at nine tenths of"
          + " it. Nothing that waits is ever deleted."),
  FILES_LIMIT_MEGABYTES(
      Kind.COUNT,
      "10240",
      null,
      "How much disk the copies of one run's files that wait for upload may take. Above it, new"
          + " files are refused."),
  SLOW_WRITE_MILLISECONDS(
      Kind.COUNT,
      "1000",
      null,
      "How long the program waits for the disk, once: if nothing is written for as long, or two writes"
          + " in a row take longer, records wait in memory for a thread that writes them."),
  NUMBER_LISTS(
      Kind.CHOICE,
      "config|histogram",
      null,
      "What a list or array of numbers becomes. config: the latest one is in the run's config;"
          + " histogram: a histogram at each step."),
  NESTED_MAPS(
      Kind.CHOICE,
      "config|metrics",
      null,
      "What a map inside a row becomes. config: the latest one is in the run's config; metrics: its"
          + " values are logged under their names with dots, as wandb shows them."),
  DEBUG_LEVEL(
      Kind.LEVEL,
      "INFO",
      "MLOP_DEBUG_LEVEL",
      "DEBUG: what only pluto.log tells otherwise is said on stderr, too, such as values that Pluto"
          + " has no place for."),
  SYSTEM_METRICS(
      Kind.FLAG,
      "true",
      null,
      "Whether the machine and the JVM are measured every 4 s while a run is open: processors, memory,"
          + " disk, network, GPUs, heap, collections."),
  CONSOLE(
      Kind.FLAG,
      "true",
      null,
      "Whether what the program prints while a run is open is uploaded as well, line by line, as the"
          + " run's log."),
  SANITIZE_LOGS(
      Kind.FLAG,
      "true",
      null,
      "Whether what looks like a secret is taken out of printed lines before they are kept."),
  METADATA(
      Kind.FLAG,
      "true",
      null,
      "Whether Pluto is told where a run runs: machine, process, JVM, libraries, GPUs, container,"
          + " cluster, git."),
  GIT_DIFF(
      Kind.FLAG,
      "false",
      null,
      "true: changes that are not committed, or not in the upstream branch, are sent with the run."
          + " They are source code; secrets are replaced where they are recognized."),
  ON_CANCEL(
      Kind.CHOICE,
      "tell|exit",
      null,
      "What happens when a run is cancelled on its page. tell: one line says so, and the program runs"
          + " on; exit: the program ends with exit code 130 as by System.exit, and what it has logged"
          + " is uploaded."),
  OBSERVE(
      Kind.CHOICE,
      "end|nothing",
      null,
      "What is watched beside the client. end: with which exit code or exception the program ends, and"
          + " when its last shutdown hook is done, for the status of runs it did not finish; nothing: such"
          + " runs count as completed, after a signal as terminated, nothing that is printed is uploaded,"
          + " and no class of the JDK is woven."),
  AFTER_KILL(
      Kind.CHOICE,
      "off|watch",
      null,
      "What happens when the program is killed before all is uploaded. off: what is left waits for"
          + " the next run on this machine, or for sync; watch: a small process beside the program"
          + " notices, and runs sync.");

  /** What a value looks like. */
  public enum Kind {
    TEXT("text"),
    /** Never shown, and kept as it was given: what is wrong with it is for others to say. */
    SECRET("a key"),
    /** Absolute once it is read: not every process of ours works where the program does. */
    PATH("the name of a file or directory"),
    URL("a URL such as https://pluto.example.com or http://localhost:3001"),
    HOST("the name or address of a machine, such as pluto.example.com"),
    PROXY(
        "a URL such as http://proxy.example.com:3128 or socks5://proxy.example.com:1080, or none"),
    SECONDS("a number of seconds such as 5 or 0.5"),
    COUNT("a whole number above 0"),
    LEVEL("DEBUG, INFO, WARNING, ERROR, CRITICAL or a number"),
    MODE("online, offline or disabled"),
    SWITCH("true or false"),
    /** A switch that says nothing about whether data is sent. */
    FLAG("true or false"),
    CHOICE("one of several words");

    private final String expected;

    Kind(String expected) {
      this.expected = expected;
    }

    /** Whether it says where data goes. */
    boolean isOfTheNetwork() {
      return this == URL || this == HOST || this == PROXY;
    }

    /** Whether nothing may be sent while it is not clear what was meant. */
    boolean isToBeClear() {
      return isOfTheNetwork() || this == MODE || this == SWITCH;
    }
  }

  // Asked for many times when a program starts, by code that nothing has compiled yet.
  private final String variable = "PLUTO_" + name();
  private final String option = name().toLowerCase(Locale.ROOT).replace('_', '.');
  private final String property = "pluto." + option;
  private final Kind kind;
  private final String defaultValue;
  private final String otherVariables;
  private final String meaning;

  /**
   * @param defaultValue null where there is none; of a {@link Kind#CHOICE} all its words, the
   *     default first
   * @param otherVariables with blanks between them, the better one first; null for none
   */
  Setting(Kind kind, String defaultValue, String otherVariables, String meaning) {
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.otherVariables = otherVariables;
    this.meaning = meaning;
  }

  /** The name as an environment variable. */
  public String variable() {
    return variable;
  }

  /** The name as a system property. */
  public String property() {
    return property;
  }

  /** The name in the agent's options, {@code -javaagent:pluto-wandb-agent.jar=NAME=VALUE,...}. */
  public String option() {
    return option;
  }

  public Kind kind() {
    return kind;
  }

  /** The words that a {@link Kind#CHOICE} can be, in lower case, the default first. */
  List<String> choices() {
    return List.of(defaultValue.split("\\|", -1));
  }

  /** For messages: what was expected. */
  public String expected() {
    if (kind != Kind.CHOICE) {
      return kind.expected;
    }
    List<String> choices = choices();
    int last = choices.size() - 1;
    return String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
  }

  /** The value when none is given, as text; empty where there is none. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(kind == Kind.CHOICE ? choices().get(0) : defaultValue);
  }

  /** Environment variables of the same meaning that the Python client has or had. */
  public List<String> otherVariables() {
    return otherVariables == null ? List.of() : List.of(otherVariables.split(" ", -1));
  }

  /** Of the address of a service: where it is on a machine that runs all of Pluto. */
  String urlAt(String host) {
    return "http://" + host + ":" + PORTS.get(this);
  }

  /** The address of the services where one machine runs them all (the protocol, section 0.1). */
  private static final Map<Setting, Integer> PORTS =
      Map.of(URL_APP, 3000, URL_API, 3001, URL_INGEST, 3003, URL_PY, 3004);

  public String meaning() {
    return meaning;
  }

  /** The names of all in the agent's options. */
  static List<String> options() {
    return Arrays.stream(values()).map(Setting::option).collect(Collectors.toList());
  }

  static Optional<Setting> ofOption(String option) {
    for (Setting setting : values()) {
      if (setting.option().equals(option)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
