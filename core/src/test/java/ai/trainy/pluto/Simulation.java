package ai.trainy.pluto;

import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.observe.AfterKill;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.testing.SimulatedMachine;
import ai.trainy.pluto.testing.SimulatedPluto;
import ai.trainy.pluto.testing.TestSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One history of a program and its runs, told by a seed: some threads log to runs of their own, at
 * a pace of their own, while requests go wrong; the process may be killed in the midst of it, and
 * another one follows. In the end all is well, and then Pluto must have what was logged.
 */
final class Simulation {
  /** The lanes of an engine with those that pause, recovery, its heartbeat and watchdog. */
  private static final int THREADS = 48;

  private static final Duration OVER_WITHIN = Duration.ofSeconds(20);

  private static final Duration LOG_WITHIN = Duration.ofMillis(1_200);

  private static final Duration GOES_ON_WITHIN = Duration.ofMinutes(30);

  private final Random random;
  private final Path directory;
  private final Map<String, Map<String, Double>> logged = new LinkedHashMap<>();

  /** The calls that have returned: of others a killed program may have left something, or not. */
  private final Set<String> returned = new HashSet<>();

  private final Map<String, RunStatus> ends = new HashMap<>();
  private final Map<String, RunStatus> ending = new HashMap<>();
  private final SimulatedPluto server;
  private final List<Run> open = new ArrayList<>();
  private long now;
  private long steps;
  private int generation;

  /**
   * @param directory an empty one
   */
  Simulation(long seed, Path directory) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.directory = directory;
    this.server = new SimulatedPluto(new Random(random.nextLong()), logged);
  }

  /**
   * Plays it.
   *
   * @throws AssertionError if something is wrong
   */
  void play() throws IOException {
    try {
      boolean killed = random.nextInt(3) == 0;
      boolean whole = process(1 + random.nextInt(3), killed ? 20 + random.nextInt(600) : 0);
      if (!whole) {
        process(1, 0);
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
    Path before = home();
    generation++;
    if (Files.exists(before)) {
      // Whatever the dead process has open is another file.
      copy(before, home());
    }
    Files.createDirectories(home());
    SimulatedMachine machine = new SimulatedMachine(new Random(random.nextLong()), now);
    machine.endAfter(lastStep == 0 ? 2_000_000 : lastStep);
    if (lastStep == 0 && random.nextInt(3) == 0) {
      machine.diskMayHang();
    }
    open.clear();
    boolean whole = machine.run(() -> live(machine, runs));
    now = machine.nanoTime();
    steps += machine.steps();
    require(lastStep > 0 || whole, "it goes on and on");
    require(machine.mostThreads() <= THREADS, machine.mostThreads() + " threads");
    return whole;
  }

  private void live(SimulatedMachine machine, int runs) throws IOException {
    Pluto pluto = pluto(machine);
    server.faults(random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.9, machine);
    int[] working = {runs};
    for (int i = 0; i < runs; i++) {
      Random own = new Random(random.nextLong());
      String id = generation + "-" + i;
      machine.start(
          SimulatedMachine.PROGRAM + " " + id,
          () -> {
            program(pluto, machine, own, id);
            working[0]--;
          },
          e -> machine.fail("the program got " + e));
    }
    while (working[0] > 0) {
      machine.sleep(Duration.ofMillis(1 + random.nextInt(20_000)));
      open.forEach(
          run -> require(run.ledger().pending() >= 0, run.name() + " counts values twice"));
    }
    server.faults(0, machine);
    long since = machine.nanoTime();
    while (!left().isEmpty()) {
      require(
          machine.nanoTime() - since < GOES_ON_WITHIN.toNanos(),
          left() + " are not uploaded although all is well");
      machine.sleep(Duration.ofSeconds(5));
    }
    for (Run run : open) {
      require(run.ledger().pending() == 0, run.name() + " has " + run.ledger().pending() + " left");
    }
  }

  private Pluto pluto(SimulatedMachine machine) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PLUTO_API_KEY", "mlpi_EXAMPLEkey0123456");
    environment.put("PLUTO_DIR", home().toString());
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", random.nextBoolean() ? "0.5" : "60");
    environment.put("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", random.nextBoolean() ? "1000" : "60000");
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "" + (1 + random.nextInt(20)));
    return new Pluto(
        TestSettings.of(environment),
        Credential.of(ApiKey.of("mlpi_EXAMPLEkey0123456", "PLUTO_API_KEY")),
        key -> server.from(machine),
        new ProgramEnd(),
        AfterKill.NOTHING,
        new Notices(OutputStream.nullOutputStream()),
        machine);
  }

  private void program(Pluto pluto, SimulatedMachine machine, Random own, String id)
      throws IOException {
    int exitCode = own.nextInt(3) == 0 ? 1 : 0;
    logged.put(id, new HashMap<>());
    ends.put(id, RunStatus.FAILED);
    Run run = pluto.init(RunOptions.builder().name("run " + id).externalId(id).build());
    open.add(run);
    int calls = own.nextInt(20);
    int pace = own.nextInt(5) == 0 ? 100_000 : 2_000;
    for (int step = 1; step <= calls; step++) {
      Map<String, Double> row = new LinkedHashMap<>();
      for (int i = own.nextInt(3); i >= 0; i--) {
        row.put("loss/" + id + "/" + i, own.nextInt(1_000_000) + 0.5);
      }
      if (own.nextInt(25) == 0) {
        row.put(SimulatedPluto.BAD, 1.0);
      }
      int at = step;
      row.forEach((name, value) -> logged.get(id).put(SimulatedPluto.key(name, at), value));
      machine.wasCaught();
      long began = machine.nanoTime();
      run.log(row, step);
      require(
          machine.nanoTime() - began < LOG_WITHIN.toNanos() || machine.wasCaught(),
          "a call has waited for the disk");
      returned.add(id + " " + step);
      machine.sleep(Duration.ofMillis(own.nextInt(pace)));
    }
    ending.put(id, RunStatus.ofExitCode(exitCode));
    long asked = machine.nanoTime();
    run.end(exitCode);
    ends.put(id, RunStatus.ofExitCode(exitCode));
    run.awaitEnd();
    require(
        !server.isWell() || machine.hangs() || machine.nanoTime() - asked < OVER_WITHIN.toNanos(),
        "the end of " + id + " was slept over");
  }

  /** Pluto has what was logged, where it belongs, and how the runs ended. */
  private void check() {
    logged.forEach(
        (id, points) -> {
          SimulatedPluto.Stored stored = server.runs().get(id);
          require(stored != null, id + " is not there");
          points.forEach(
              (key, value) ->
                  require(
                      key.startsWith(SimulatedPluto.BAD + "@")
                          || !returned.contains(id + " " + key.substring(key.indexOf('@') + 1))
                          || value.equals(stored.points().get(key)),
                      key + " of " + id + " is lost"));
          require(
              stored.status() == ends.get(id) || stored.status() == ending.get(id),
              id + " is " + stored.status());
        });
  }

  private static void require(boolean right, String what) {
    if (!right) {
      throw new AssertionError(what);
    }
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.walk(home().resolve(".pluto"), 2)) {
      return all.filter(path -> Files.exists(path.resolve("intent"))).collect(Collectors.toList());
    }
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
          .filter(path -> !path.equals(directory))
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
