package ai.trainy.pluto.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An option. All of core's are here, once; a {@link Client} may add its own.
 *
 * <p>An option has one name in three spellings: the variable {@code PLUTO_URL_INGEST}, the system
 * property {@code pluto.url.ingest} and the agent option {@code url.ingest}. Some have other
 * variables of the Python client beside it. A value that is empty counts as not set.
 */
public final class Setting {
  private static final List<Setting> OF_CORE = new ArrayList<>();

  public static final Setting API_KEY =
      core(
          "API_KEY",
          Kind.SECRET,
          null,
          "MLOP_API_TOKEN MLOP_API_KEY",
          "The API key to sign in to Pluto with.");

  public static final Setting PROJECT =
      core(
          "PROJECT",
          Kind.TEXT,
          null,
          "MLOP_PROJECT",
          "The project of every run, overriding the program.");

  public static final Setting RUN_ID =
      core(
          "RUN_ID",
          Kind.TEXT,
          null,
          "MLOP_RUN_ID",
          "The run's id in Pluto, instead of the client's. Runs with the same id are one"
              + " run.");

  public static final Setting MODE =
      core(
          "MODE",
          Kind.MODE,
          "online",
          null,
          "online: upload; offline: keep everything in the journal only; disabled (or off,"
              + " none, false, no, 0, disable): do nothing. Any other word means offline.");

  public static final Setting ENABLED =
      core("ENABLED", Kind.SWITCH, "true", null, "false: do nothing, whatever the mode.");

  public static final Setting DISABLED =
      core("DISABLED", Kind.SWITCH, "false", null, "true: do nothing, whatever the mode.");

  public static final Setting DIR =
      core(
          "DIR",
          Kind.PATH,
          null,
          "MLOP_DIR",
          "The directory for journals, which are in .pluto inside it. Default: the user's"
              + " state directory.");

  public static final Setting HOST =
      core(
          "HOST",
          Kind.HOST,
          null,
          null,
          "A host that runs all of Pluto: the web app at http://HOST:3000, the services at"
              + " ports 3001, 3003 and 3004. The addresses below take precedence.");

  public static final Setting URL_APP =
      core("URL_APP", Kind.URL, "https://pluto.trainy.ai", "MLOP_URL_APP", "The web app.");

  public static final Setting URL_API =
      core(
          "URL_API",
          Kind.URL,
          "https://pluto-api.trainy.ai",
          "MLOP_URL_API",
          "The service for runs.");

  public static final Setting URL_INGEST =
      core(
          "URL_INGEST",
          Kind.URL,
          "https://pluto-ingest.trainy.ai",
          "MLOP_URL_INGEST",
          "The service for metrics and files.");

  public static final Setting URL_PY =
      core(
          "URL_PY",
          Kind.URL,
          "https://pluto-py.trainy.ai",
          "MLOP_URL_PY",
          "The service for heartbeats.");

  public static final Setting PROXY =
      core(
          "PROXY",
          Kind.PROXY,
          null,
          null,
          "The proxy for Pluto, such as http://user:password@proxy:3128 or"
              + " socks5://proxy:1080; none: connect directly. Default: the JVM's"
              + " (https.proxyHost and the like), or else https_proxy, http_proxy, all_proxy and"
              + " no_proxy.");

  public static final Setting CA_CERTIFICATES =
      core(
          "CA_CERTIFICATES",
          Kind.PATH,
          null,
          null,
          "A PEM file with certificates of authorities to trust in addition to the JVM's.");

  public static final Setting HTTP_STORAGE =
      core(
          "HTTP_STORAGE",
          Kind.CHOICE,
          "refuse|allow",
          null,
          "Whether files may be uploaded to http:// addresses although Pluto itself uses"
              + " https. refuse: no; allow: yes, and anyone on the network path can read them.");

  public static final Setting INIT_TIMEOUT_SECONDS =
      core(
          "INIT_TIMEOUT_SECONDS",
          Kind.SECONDS,
          "10",
          null,
          "How long Pluto may take to answer when a run starts before a warning is"
              + " printed. The program never waits for it.");

  public static final Setting FINISH_TIMEOUT_SECONDS =
      core(
          "FINISH_TIMEOUT_SECONDS",
          Kind.SECONDS,
          "5",
          "PLUTO_THREAD_JOIN_TIMEOUT_SECONDS MLOP_THREAD_JOIN_TIMEOUT_SECONDS",
          "How long the end of a run, or of the program, waits for the upload.");

  public static final Setting UPLOAD_INTERVAL_MILLISECONDS =
      core(
          "UPLOAD_INTERVAL_MILLISECONDS",
          Kind.COUNT,
          "250",
          null,
          "How often the journal is checked for new records.");

  public static final Setting UPLOAD_BATCH_POINTS =
      core(
          "UPLOAD_BATCH_POINTS",
          Kind.COUNT,
          "20000",
          null,
          "The maximum number of points in one request to Pluto.");

  public static final Setting JOURNAL_LIMIT_MEGABYTES =
      core(
          "JOURNAL_LIMIT_MEGABYTES",
          Kind.COUNT,
          "1024",
          null,
          "The disk space for records of one run that wait for upload; histograms and"
              + " tables that fail while metrics are uploaded may take half as much again. Above"
              + " it, new records are dropped and counted.");

  public static final Setting DISK_LIMIT_MEGABYTES =
      core(
          "DISK_LIMIT_MEGABYTES",
          Kind.COUNT,
          "20480",
          null,
          "The disk space for all runs that wait for upload on this machine, including"
              + " files. Above it, new records are dropped and counted; new files are skipped"
              + " above nine tenths of it. Waiting data is never deleted.");

  public static final Setting FILES_LIMIT_MEGABYTES =
      core(
          "FILES_LIMIT_MEGABYTES",
          Kind.COUNT,
          "10240",
          null,
          "The disk space for copies of one run's files that wait for upload. Above it,"
              + " new files are skipped.");

  public static final Setting SLOW_WRITE_MILLISECONDS =
      core(
          "SLOW_WRITE_MILLISECONDS",
          Kind.COUNT,
          "1000",
          null,
          "How long the program waits for the disk, once: if nothing is written for that"
              + " long, or two writes in a row take longer, records are buffered in memory and"
              + " written by another thread.");

  public static final Setting NUMBER_LISTS =
      core(
          "NUMBER_LISTS",
          Kind.CHOICE,
          "config|histogram",
          null,
          "How lists and arrays of numbers are logged. config: the latest one is in the"
              + " run's config; histogram: a histogram at each step.");

  public static final Setting NESTED_MAPS =
      core(
          "NESTED_MAPS",
          Kind.CHOICE,
          "config|metrics",
          null,
          "How maps inside a row are logged. config: the latest one is in the run's"
              + " config; metrics: its values are metrics with dots in their names.");

  public static final Setting DEBUG_LEVEL =
      core(
          "DEBUG_LEVEL",
          Kind.LEVEL,
          "INFO",
          "MLOP_DEBUG_LEVEL",
          "DEBUG: messages that are otherwise only in pluto.log are printed as well, such"
              + " as skipped values of unsupported types.");

  public static final Setting SYSTEM_METRICS =
      core(
          "SYSTEM_METRICS",
          Kind.FLAG,
          "true",
          null,
          "Whether system metrics are collected every 4 s while a run is open: processors,"
              + " memory, disk, network, GPUs, heap, garbage collection.");

  public static final Setting CONSOLE =
      core(
          "CONSOLE",
          Kind.FLAG,
          "true",
          null,
          "Whether the program's output while a run is open is uploaded, line by line, as"
              + " the run's log.");

  public static final Setting SANITIZE_LOGS =
      core(
          "SANITIZE_LOGS",
          Kind.FLAG,
          "true",
          null,
          "Whether secrets are redacted in uploaded log lines.");

  public static final Setting METADATA =
      core(
          "METADATA",
          Kind.FLAG,
          "true",
          null,
          "Whether the run's environment is sent: machine, process, JVM, libraries, GPUs,"
              + " container, cluster, git.");

  public static final Setting GIT_DIFF =
      core(
          "GIT_DIFF",
          Kind.FLAG,
          "false",
          null,
          "true: changes that are not committed, or not in the upstream branch, are sent"
              + " with the run. They are source code; recognized secrets are redacted.");

  public static final Setting ON_CANCEL =
      core(
          "ON_CANCEL",
          Kind.CHOICE,
          "tell|exit",
          null,
          "What happens when a run is cancelled on its page. tell: a message says so, and"
              + " the program continues; exit: the program ends with exit code 130 as with"
              + " System.exit, and its data is uploaded.");

  public static final Setting OBSERVE =
      core(
          "OBSERVE",
          Kind.CHOICE,
          "end|nothing",
          null,
          "What is observed besides the client. end: the exit code or exception of the"
              + " program and the end of its last shutdown hook, for the status of runs that it"
              + " did not finish; nothing: such runs count as completed, after a signal as"
              + " terminated, no output is uploaded, and no JDK class is instrumented.");

  public static final Setting AFTER_KILL =
      core(
          "AFTER_KILL",
          Kind.CHOICE,
          "off|watch",
          null,
          "What happens if the program is killed before everything is uploaded. off: the"
              + " rest waits for the next run on this machine, or for sync; watch: a small"
              + " process beside the program notices and runs sync.");

  /** What a value looks like. */
  public enum Kind {
    TEXT("text"),
    /** Never shown, and kept as it was given: what is wrong with it is for others to say. */
    SECRET("a key"),
    /** Absolute once it is read: not every process of the agent works where the program does. */
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

  private final String name;

  // Asked for many times when a program starts, by code that nothing has compiled yet.
  private final String variable;
  private final String option;
  private final String property;

  private final Kind kind;
  private final List<String> choices;
  private final @Nullable String defaultValue;
  private final @Nullable String otherVariables;
  private final String meaning;

  /**
   * @param name in capitals, with underscores
   * @param defaultValue null where there is none; of a {@link Kind#CHOICE} all its words, the
   *     default first
   * @param otherVariables with blanks between them, the better one first; null for none
   */
  public Setting(
      String name,
      Kind kind,
      @Nullable String defaultValue,
      @Nullable String otherVariables,
      String meaning) {
    this.name = name;
    this.variable = "PLUTO_" + name;
    this.option = name.toLowerCase(Locale.ROOT).replace('_', '.');
    this.property = "pluto." + option;
    this.kind = kind;
    this.choices =
        kind == Kind.CHOICE && defaultValue != null
            ? List.of(defaultValue.split("\\|", -1))
            : List.of();
    this.defaultValue = choices.isEmpty() ? defaultValue : choices.get(0);
    this.otherVariables = otherVariables;
    this.meaning = meaning;
  }

  private static Setting core(
      String name,
      Kind kind,
      @Nullable String defaultValue,
      @Nullable String otherVariables,
      String meaning) {
    Setting setting = new Setting(name, kind, defaultValue, otherVariables, meaning);
    OF_CORE.add(setting);
    return setting;
  }

  /** Core's own, in the order of the reference page. */
  static List<Setting> ofCore() {
    return Collections.unmodifiableList(OF_CORE);
  }

  /** The name as an environment variable. */
  public String variable() {
    return variable;
  }

  /** The name as a system property. */
  public String property() {
    return property;
  }

  /** The name in the agent's options, {@code -javaagent:JAR=NAME=VALUE,...}. */
  public String option() {
    return option;
  }

  public Kind kind() {
    return kind;
  }

  /** The words that a {@link Kind#CHOICE} can be, in lower case, the default first. */
  List<String> choices() {
    return choices;
  }

  /** For messages: what was expected. */
  public String expected() {
    if (kind != Kind.CHOICE) {
      return kind.expected;
    }
    int last = choices.size() - 1;
    return String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
  }

  /** The value when none is given, as text; empty where there is none. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultValue);
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

  @Override
  public String toString() {
    return name;
  }
}
