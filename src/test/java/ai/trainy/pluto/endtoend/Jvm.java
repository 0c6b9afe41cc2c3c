package ai.trainy.pluto.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A JVM to start, with or without the agent. Its environment holds nothing of the machine's but the
 * way to {@code java} and to the stand-in for the {@code wandb} command; its home is a directory of
 * the test.
 */
public final class Jvm {
  /** One that every local Pluto accepts. */
  static final String KEY = "mlpi_0123456789abcdef";

  private static final long PATIENCE_SECONDS = 600;

  /**
   * What is tested are programs of a second: what starts fast is faster than what runs fast, and
   * leaves more of the machine to the tests beside it.
   */
  private static final List<String> STARTS_FAST =
      List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=5", "-XX:+UseSerialGC");

  private static final String OWN_JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** The client as its own build has packaged it, with an archive of its loaded classes. */
  private static final Path CLIENT = Path.of(System.getProperty("pluto.test.wandb.target"));

  /** Not the machine's, where runs of whoever runs the tests may lie. */
  private static final Path TEMPORARY = Path.of("target", "tmp").toAbsolutePath();

  /** Outside the range that systems give to connections, so that none is in the way. */
  private static final int FIRST_PORT = 15_000;

  private static final int LAST_PORT = 30_000;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % (LAST_PORT - FIRST_PORT)));

  /** What of the class path is ours, and no user's program has. */
  private static final Pattern OURS =
      Pattern.compile(
          ".*(pluto-(wandb-agent|core|transport|testing)|local-pluto|(core|transport|testing)/target).*");

  private final String java;
  private final Path home;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private boolean withOurClasses;
  private String input = "";

  private Jvm(String java, Path home) {
    this.java = java;
    this.home = home;
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOME", home.toString());
    environment.put(
        "PATH",
        System.getProperty("pluto.test.wandb")
            + File.pathSeparator
            + bin
            + File.pathSeparator
            + "/usr/bin:/bin:/usr/sbin:/sbin");
    options.addAll(STARTS_FAST);
    options.add("-Duser.home=" + home);
    options.add("-Djava.io.tmpdir=" + makeDirectory(TEMPORARY));
  }

  private static Path makeDirectory(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JVM of the version that runs the tests. */
  public static Jvm in(Path home) {
    return new Jvm(OWN_JAVA, home);
  }

  /** A JVM started by the given launcher. */
  public static Jvm of(String launcher, Path home) {
    return new Jvm(launcher, home);
  }

  /** The launchers the suite was given, or the one that runs it. */
  public static List<String> launchers() {
    String given = System.getProperty("pluto.test.java", "");
    return given.isBlank() ? List.of(OWN_JAVA) : Arrays.asList(given.split(",", -1));
  }

  /**
   * With the agent, which is given all the time it needs: how long it waits on a slow machine is
   * the subject of few tests, and those set these variables themselves.
   */
  public Jvm withAgent() {
    environment.putIfAbsent("PLUTO_INIT_TIMEOUT_SECONDS", "300");
    environment.putIfAbsent("PLUTO_FINISH_TIMEOUT_SECONDS", "300");
    // How long a program lives depends on the machine, and with it what is sampled.
    environment.putIfAbsent("PLUTO_SYSTEM_METRICS", "false");
    // Found out by other programs of the machine, too, and for each JVM of the suite.
    environment.putIfAbsent("PLUTO_METADATA", "false");
    return withAgentAndItsTimeouts();
  }

  /** With the agent as users have it: for tests of settings. */
  Jvm withAgentAndItsTimeouts() {
    return option("-javaagent:" + agentJar());
  }

  Jvm withAgent(String agentOptions) {
    return withAgent().replaceLastOption("-javaagent:" + agentJar() + "=" + agentOptions);
  }

  private Jvm replaceLastOption(String option) {
    options.set(options.size() - 1, option);
    return this;
  }

  /** The agent does not wait for a server that will not answer while the program lives. */
  Jvm inAHurry() {
    return variable("PLUTO_FINISH_TIMEOUT_SECONDS", "0.2");
  }

  /** The agent's settings for a server and a valid key. */
  public Jvm withPluto(URI pluto) {
    return withServices(pluto).variable("PLUTO_API_KEY", KEY);
  }

  /** The agent's settings for a server. */
  public Jvm withServices(URI pluto) {
    for (String service : List.of("APP", "API", "INGEST", "PY")) {
      variable("PLUTO_URL_" + service, pluto.toString());
    }
    return this;
  }

  /** No {@code wandb} is to be found. */
  Jvm withoutWandb() {
    return variable("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
  }

  /** The {@code wandb} of today, which has no {@code grpc-server}. */
  Jvm withCurrentWandb() {
    Path bin = Path.of(System.getProperty("pluto.test.wandb")).resolveSibling("current-bin");
    return variable("PATH", bin + File.pathSeparator + environment.get("PATH"));
  }

  /** The agent's setting for the full client. */
  public Jvm withExampleClient() {
    return variable("PLUTO_WANDB_BINDINGS", System.getProperty("pluto.test.bindings"));
  }

  /** What stands in its standard input; nothing unless this is called. */
  Jvm input(String text) {
    input = text;
    return this;
  }

  public Jvm option(String option) {
    options.add(option);
    return this;
  }

  public Jvm variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** For programs that use core and transport themselves. */
  public Jvm withOurClasses() {
    withOurClasses = true;
    return this;
  }

  /** Runs a program to its end. */
  public Ended run(Class<?> program, Object... arguments) {
    return start(command(program, arguments));
  }

  /** Runs a program to its end from jars alone: these, and those of clients. */
  Ended runFromJars(List<Path> jars, Class<?> program, Object... arguments) {
    List<String> classPath = new ArrayList<>();
    jars.forEach(jar -> classPath.add(jar.toString()));
    Arrays.stream(classPath().split(File.pathSeparator, -1))
        .filter(entry -> entry.endsWith(".jar"))
        .forEach(classPath::add);
    return start(
        command(
            List.of("-cp", String.join(File.pathSeparator, classPath), program.getName()),
            arguments));
  }

  /** Runs a program that is a named module, with nothing on the class path. */
  Ended runModule(Path modulePath, String program, Object... arguments) {
    return start(
        command(List.of("--module-path", modulePath.toString(), "--module", program), arguments));
  }

  /** Starts a program whose streams are the caller's to read and write; stderr goes to a file. */
  public Process begin(Path stderr, Class<?> program, Object... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(program, arguments))
            .directory(home.toFile())
            .redirectError(stderr.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private List<String> command(Class<?> program, Object... arguments) {
    List<String> what = new ArrayList<>(List.of("-cp", classPath(), program.getName()));
    // From 24 on, a JVM with an agent makes no use of an archive that was made without.
    if (java.equals(OWN_JAVA) && Runtime.version().feature() < 24) {
      what.add(0, "-XX:SharedArchiveFile=" + CLIENT.resolve("wandb.jsa"));
    }
    return command(what, arguments);
  }

  private List<String> command(List<String> what, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(what);
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /** Starts a program that does not end by itself. */
  public Running spawn(Class<?> program, Object... arguments) throws IOException {
    return spawn(command(program, arguments));
  }

  /** Starts a jar that does not end by itself. */
  public Running spawnJar(Path jar, Object... arguments) throws IOException {
    return spawn(jarCommand(jar, arguments));
  }

  private Running spawn(List<String> command) throws IOException {
    Path out = Files.createTempFile(home, "stdout", ".txt");
    Path err = Files.createTempFile(home, "stderr", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  /** Runs a jar to its end. */
  public Ended runJar(Path jar, Object... arguments) {
    return start(jarCommand(jar, arguments));
  }

  private List<String> jarCommand(Path jar, Object... arguments) {
    return command(List.of("-jar", jar.toString()), arguments);
  }

  /**
   * Runs the agent's command line with this home, environment and properties, without a JVM of its
   * own. Where the process counts (its terminal, input, path or directory), or where the keyring of
   * whoever runs the tests would be asked, it takes {@link #commandLineProcess}.
   */
  Ended commandLine(Object... arguments) {
    List<Object> given = List.of(arguments);
    boolean asksAKeyring = given.contains("login") || given.contains("logout");
    if (asksAKeyring && !given.contains("--help") && !given.contains("help")) {
      throw new IllegalArgumentException(given + " asks a keyring: it needs a process of its own");
    }
    Map<String, String> properties = new HashMap<>();
    for (String option : options) {
      if (option.startsWith("-D")) {
        String[] property = option.substring("-D".length()).split("=", 2);
        properties.put(property[0], property[1]);
      }
    }
    return CommandLineInProcess.run(
        properties,
        environment,
        Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  /** Runs the agent's command line to its end as {@code java -jar}. */
  Ended commandLineProcess(Object... arguments) {
    return runJar(agentJar(), arguments);
  }

  /** Opens the agent's command line at a terminal of its own. */
  Terminal terminal(Object... arguments) throws IOException {
    return new Terminal(jarCommand(agentJar(), arguments), home, environment);
  }

  /** Runs any command in this environment. */
  public Ended start(List<String> command) {
    try {
      Path out = Files.createTempFile(home, "stdout", ".txt");
      Path err = Files.createTempFile(home, "stderr", ".txt");
      Path in = Files.writeString(Files.createTempFile(home, "stdin", ".txt"), input);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(command + " did not end: " + Files.readString(err));
      }
      return new Ended(process.exitValue(), read(out), read(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What is no text is replaced. */
  static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** The built jar, which is on the tests' class path by its Maven dependency. */
  public static Path agentJar() {
    return jar("pluto-wandb-agent");
  }

  /** The jar of a module of the build. */
  public static Path jar(String module) {
    return classPathEntries().stream()
        .filter(entry -> Path.of(entry).getFileName().toString().startsWith(module))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + module + " among the dependencies"));
  }

  /**
   * What programs of users have: themselves and the client, nothing of ours. The client comes
   * first, in the order that the archive of its classes was made with.
   */
  private String classPath() {
    String others =
        classPathEntries().stream()
            .filter(entry -> withOurClasses || !OURS.matcher(entry).matches())
            .collect(Collectors.joining(File.pathSeparator));
    return String.join(
        File.pathSeparator,
        CLIENT.resolve("wandb-client-stand-in.jar").toString(),
        CLIENT.resolve("lib").resolve("*").toString(),
        others);
  }

  private static List<String> classPathEntries() {
    return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }

  /** A port for a client's server, which nobody else here is given and no connection takes. */
  public static int freePort() {
    while (true) {
      int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % (LAST_PORT - FIRST_PORT);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one, then.
      }
    }
  }

  /** How a program ended, and what it said. */
  public static final class Ended {
    private final int exitCode;
    private final String stdout;
    private final String stderr;

    Ended(int exitCode, String stdout, String stderr) {
      this.exitCode = exitCode;
      this.stdout = stdout;
      this.stderr = stderr;
    }

    public int exitCode() {
      return exitCode;
    }

    public String stdout() {
      return stdout;
    }

    public String stderr() {
      return stderr;
    }

    /** The lines that the agent said. */
    public List<String> said() {
      return stderr.lines().filter(line -> line.startsWith("pluto: ")).collect(Collectors.toList());
    }

    /** Everything on stderr that the agent did not say. */
    public String stderrOfTheProgram() {
      return stderr
          .lines()
          .filter(line -> !line.startsWith("pluto: "))
          .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
      return "exit code " + exitCode + "\nstdout:\n" + stdout + "\nstderr:\n" + stderr;
    }
  }
}
