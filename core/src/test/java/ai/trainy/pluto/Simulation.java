package ai.trainy.pluto;

import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Logged;
import ai.trainy.pluto.testing.Seeds;
import ai.trainy.pluto.testing.SimulatedMachine;
import ai.trainy.pluto.testing.SimulatedPluto;
import ai.trainy.pluto.testing.StoredRun;
import ai.trainy.pluto.upload.Connector;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One history of a program and its runs, told by a seed: some threads log to runs of their own,
 * while requests go wrong and the server restarts; the process may be killed in the midst of it,
 * and others follow. In the end all is well, and then Pluto must have what was logged.
 */
final class Simulation {
  /** The lanes of an engine with those that pause, recovery, its heartbeat and watchdog. */
  private static final int THREADS = 48;

  private static final int MOST_PROCESSES = 4;

  /** Steps of a process that is not killed: more is too many. */
  private static final int WHOLE = 2_000_000;

  private static final Duration OVER_WITHIN = Duration.ofSeconds(20);

  private static final Duration GOES_ON_WITHIN = Duration.ofMinutes(30);

  private final Random random;
  private final Path directory;
  private final Map<String, Logged> logged = new LinkedHashMap<>();
  private final SimulatedPluto server;
  private final List<Run> open = new ArrayList<>();
  private long now;
  private long steps;
  private int generation;
  private boolean hasRoom;

  /**
   * @param directory where it may have files
   */
  Simulation(long seed, Path directory) throws IOException {
    this.random = Seeds.random(seed);
    // Of the runs of a process that was killed, this JVM thinks that it is at work on them.
    this.directory = Files.createTempDirectory(directory, "seed");
    this.server = new SimulatedPluto(new Random(random.nextLong()), logged);
  }

  /**
   * Plays it.
   *
   * @throws AssertionError if something is wrong
   */
  void play() throws IOException {
    try {
      boolean whole = false;
      while (!whole) {
        boolean killed = generation < MOST_PROCESSES - 1 && random.nextInt(3) == 0;
        whole =
            process(
                1 + random.nextInt(generation == 0 ? 3 : 2),
                killed ? 20 + random.nextInt(600) : WHOLE);
        require(killed || whole, "it goes on and on");
      }
      check();
    } finally {
      clear(directory);
    }
  }

  long steps() {
    return steps;
  }

  private Path home() {
    return directory.resolve("home-" + generation);
  }

  /** Returns whether the process came to its end; false if it was killed after {@code steps}. */
  private boolean process(int runs, int lastStep) throws IOException {
    if (generation == 0) {
      Files.createDirectories(home());
    }
    SimulatedMachine machine = new SimulatedMachine(new Random(random.nextLong()), now);
    machine.endAfter(lastStep);
    if (lastStep == WHOLE && random.nextInt(3) == 0) {
      machine.diskMayHang();
    }
    open.clear();
    boolean whole = machine.run(() -> live(machine, runs), this::leaveHome);
    if (!whole) {
      server.processDied();
      logged.values().forEach(each -> each.over = true);
    }
    now = machine.nanoTime() + Duration.ofSeconds(random.nextInt(300)).toNanos();
    steps += machine.steps();
    require(machine.mostThreads() <= THREADS, machine.mostThreads() + " threads");
    return whole;
  }

  /** Whatever the process has open is another file from here on. */
  private void leaveHome() {
    Path before = home();
    generation++;
    try {
      copy(before, home());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void live(SimulatedMachine machine, int runs) throws IOException {
    Pluto pluto = pluto(machine);
    boolean well = random.nextInt(4) == 0;
    server.begin(
        machine, well ? 0 : random.nextDouble() * 0.9, well ? 0 : random.nextDouble() * 0.9);
    int[] working = {runs};
    List<String> earlier = new ArrayList<>(logged.keySet());
    for (int i = 0; i < runs; i++) {
      Random own = new Random(random.nextLong());
      String program = generation + "-" + i;
      boolean goesOn = !earlier.isEmpty() && own.nextInt(2) == 0;
      String run = goesOn ? earlier.remove(own.nextInt(earlier.size())) : program;
      machine.start(
          SimulatedMachine.PROGRAM + " " + program,
          () -> {
            program(pluto, machine, own, run, program);
            working[0]--;
          },
          e -> machine.fail("the program got " + e));
    }
    while (working[0] > 0) {
      machine.sleep(Duration.ofMillis(1 + random.nextInt(20_000)));
      if (!well && random.nextInt(5) == 0) {
        server.restart(Duration.ofSeconds(10 + random.nextInt(30)));
      }
      open.forEach(
          run -> require(run.ledger().pending() >= 0, run.name() + " counts values twice"));
    }
    server.recover();
    long since = machine.nanoTime();
    while (!left().isEmpty()) {
      require(
          machine.nanoTime() - since < GOES_ON_WITHIN.toNanos(),
          left() + " are not uploaded although all is well");
      machine.sleep(Duration.ofSeconds(10));
    }
    for (Run run : open) {
      require(run.ledger().pending() == 0, run.name() + " has " + run.ledger().pending() + " left");
      if (machine.hangs() && !hasRoom) {
        // What waited for the disk may have found no room, when its call had long returned.
        logged.get(run.externalId()).refused += run.ledger().refused();
        logged.get(run.externalId()).tags = null;
      }
    }
    machine.sleep(Duration.ofMinutes(2));
    require(machine.hangs() || machine.threads().size() == 1, machine.threads() + " do not end");
  }

  private Pluto pluto(SimulatedMachine machine) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PLUTO_API_KEY", "mlpi_EXAMPLEkey0123456");
    environment.put("PLUTO_DIR", home().toString());
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", random.nextBoolean() ? "0.5" : "60");
    environment.put("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", random.nextBoolean() ? "1000" : "60000");
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "" + (1 + random.nextInt(20)));
    hasRoom = random.nextInt(3) > 0;
    if (!hasRoom) {
      environment.put("PLUTO_JOURNAL_LIMIT_MEGABYTES", "1");
      environment.put("PLUTO_DISK_LIMIT_MEGABYTES", random.nextBoolean() ? "1" : "2");
    }
    return new Pluto(
        settings(environment),
        Connector.of(
            Credential.of(ApiKey.of("mlpi_EXAMPLEkey0123456", "PLUTO_API_KEY")),
            key -> server.from(machine)),
        new ProgramEnd(),
        new Messages(OutputStream.nullOutputStream()),
        machine);
  }

  /** With no place for journals but its own: in those of the machine, others leave runs. */
  private Settings settings(Map<String, String> environment) {
    return new Settings(
        new AgentOptions(""),
        Map.of(
            "java.io.tmpdir", directory.toString(),
            "user.name", directory.getFileName().toString()),
        environment);
  }

  private void program(
      Pluto pluto, SimulatedMachine machine, Random own, String name, String program)
      throws IOException {
    Logged mine = logged.computeIfAbsent(name, first -> new Logged());
    Optional<String> parent = Optional.empty();
    if (mine.programs == 0 && logged.size() > 1 && own.nextInt(4) == 0) {
      String from = List.copyOf(logged.keySet()).get(own.nextInt(logged.size() - 1));
      if (!from.equals(name)) {
        parent = Optional.of(from);
        mine.parent = logged.get(from);
      }
    }
    mine.hasRoom = hasRoom;
    Run run = pluto.init(SimulatedProgram.options(name, program, mine, parent, own));
    open.add(run);
    new SimulatedProgram(program, run, mine, machine, own, directory).log();
    long asked = machine.nanoTime();
    run.end(mine.exitCode);
    mine.end = mine.ending;
    run.awaitEnd();
    require(
        !server.isWell()
            || machine.hangs()
            || mine.parent != null // It waits for the run that it goes on from.
            || machine.nanoTime() - asked < OVER_WITHIN.toNanos(),
        "the end of " + name + " was slept over");
  }

  /** Pluto has what was logged, where it belongs, and how the runs ended. */
  private void check() {
    Map<String, StoredRun> stored = server.runs();
    logged.forEach(
        (id, ignored) -> {
          StoredRun run = stored.get(id);
          require(run != null, id + " is not there");
          require(run.fault().isEmpty(), "of " + id + ", " + run.fault());
        });
  }

  private static void require(boolean right, String what) {
    if (!right) {
      throw new AssertionError(what);
    }
  }

  private List<String> left() {
    File[] runs = home().resolve(".pluto").resolve("pluto").toFile().listFiles();
    return runs == null
        ? List.of()
        : Arrays.stream(runs)
            .filter(run -> new File(run, "intent").exists())
            .map(File::getName)
            .collect(Collectors.toList());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void clear(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
