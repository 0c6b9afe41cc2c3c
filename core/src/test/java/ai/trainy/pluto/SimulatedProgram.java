package ai.trainy.pluto;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.testing.Logged;
import ai.trainy.pluto.testing.SimulatedMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A thread of a program that logs to a run of its own, at a pace of its own: all that there is. */
final class SimulatedProgram {
  private static final long WITHIN_NANOS = Duration.ofMillis(1_200).toNanos();

  private final String id;
  private final Run run;
  private final RunConsole output;
  private final Logged logged;
  private final SimulatedMachine machine;
  private final Random random;
  private final Path files;

  /** Whether what it logs is large. */
  private final boolean large;

  private long step;
  private int names;

  /**
   * @param id its own
   * @param files where it has files of its own
   */
  SimulatedProgram(
      String id, Run run, Logged logged, SimulatedMachine machine, Random random, Path files) {
    this.id = id;
    this.run = run;
    this.output = run.output();
    this.logged = logged;
    this.machine = machine;
    this.random = random;
    this.files = files;
    this.large = random.nextInt(6) == 0;
  }

  /** What a run is opened with. */
  static RunSpec options(
      String run, String program, Logged logged, Optional<String> parent, Random random) {
    RunSpec.Builder options = RunSpec.builder().name("run " + run).externalId(run);
    Map<String, Object> config = Map.of("lr", "of " + program);
    config.forEach((key, value) -> logged.may(Logged.CONFIG + key, value));
    logged.earlierConfig.addAll(logged.config.keySet());
    logged.config.clear();
    if (logged.programs == 0) {
      logged.config.putAll(config);
    } else {
      // A request of an earlier program's recovery may be on its way, and come last.
      logged.earlierConfig.addAll(config.keySet());
    }
    if (logged.programs++ == 0) {
      List<String> tags = random.nextBoolean() ? List.of("a", "b") : List.of();
      logged.tags = tags;
      options.tags(tags);
    } else {
      // Of several programs nobody knows whose are the last, unless this one says so.
      logged.tags = null;
    }
    logged.may("tags", logged.tags == null ? List.of() : logged.tags);
    parent.ifPresent(
        from -> {
          long at = random.nextInt(5);
          options.forkFrom(from, at);
          logged.parentAndStep = Logged.at(from, at);
        });
    logged.over = false;
    logged.end = RunStatus.FAILED;
    logged.ending = null;
    return options.config(config).build();
  }

  /** Logs, up to where the run is to be finished. */
  void log() throws IOException {
    int calls = random.nextInt(20);
    int pace = random.nextInt(5) == 0 ? 100_000 : 2_000;
    while (step < calls) {
      step++;
      call();
      machine.sleep(Duration.ofMillis(1 + random.nextInt(pace)));
    }
    logged.exitCode = random.nextInt(3) == 0 ? 1 : 0;
    logged.ending = RunStatus.ofExitCode(logged.exitCode);
    logged.over = true;
  }

  private void call() throws IOException {
    int what = large ? 60 + random.nextInt(36) : random.nextInt(100);
    if (what < 60) {
      metrics();
    } else if (what < 74) {
      data();
    } else if (what < 82) {
      config();
    } else if (what < 86) {
      tags();
    } else if (what < 90) {
      String title = name();
      if (kept(() -> run.alert(title, "text", Alert.Level.INFO))) {
        logged.alerts.add(title);
      }
    } else if (what < 95) {
      file();
    } else if (what < 97) {
      print();
    } else {
      metrics();
      machine.sleep(Duration.ofMillis(1 + random.nextInt(10)));
      metrics();
    }
  }

  /** Whether what a call says is kept: there may be no room. */
  private boolean kept(Map<String, ?> values, Runnable call) {
    logged.begin(values);
    boolean kept = kept(call);
    logged.end(values);
    return kept;
  }

  private boolean kept(Runnable call) {
    long refused = run.ledger().refused();
    machine.wasCaught();
    long began = machine.nanoTime();
    call.run();
    if (machine.nanoTime() - began > WITHIN_NANOS && !machine.wasCaught()) {
      machine.fail("a call of " + id + " has waited for the disk");
    }
    return run.ledger().refused() == refused;
  }

  private String name() {
    String kind = "v";
    switch (random.nextInt(12)) {
      case 0:
        kind = Logged.BAD;
        break;
      case 1:
        kind = Logged.SICK;
        break;
      default:
    }
    return kind + "-" + id + "-" + names++;
  }

  private void metrics() {
    Map<String, Double> row = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      row.put("loss/" + id + "/" + i, random.nextInt(1_000_000) + 0.5);
    }
    if (random.nextInt(25) == 0) {
      row.put(Logged.BAD, 1.0);
    }
    Map<String, Double> values = new LinkedHashMap<>();
    row.forEach((name, value) -> values.put(Logged.at(name, step), value));
    if (kept(values, () -> run.log(row, step))) {
      values.remove(Logged.at(Logged.BAD, step));
      logged.points.putAll(values);
    }
  }

  private String text() {
    return large ? "x".repeat(random.nextInt(500_000)) : "text";
  }

  private void data() {
    String name = name();
    String key = Logged.at(name, step);
    Object value =
        random.nextBoolean()
            ? Histogram.of(new double[] {1, 2, 3}, 2)
            : Table.of(List.of("a"), List.of(List.of(text())));
    if (kept(Map.of(key, key), () -> run.log(Map.of(name, value), step))
        && !name.startsWith(Logged.BAD)) {
      logged.rows.add(key);
    }
  }

  /** What finds no room is not counted: it is printed all the same. */
  private void print() throws IOException {
    String line = "line of " + id + " at " + step;
    logged.may(line, line);
    output.take(List.of(new ConsoleLines.Line(machine.currentTimeMillis(), false, line)));
    if (logged.hasRoom) {
      logged.rows.add(line);
    }
  }

  private void config() {
    String key = random.nextInt(3) == 0 ? name() : "shared" + random.nextInt(3);
    Map<String, Object> values = Map.of(key, id + " at " + step);
    if (kept(Map.of(Logged.CONFIG + key, values.get(key)), () -> run.updateConfig(values))
        && !key.startsWith(Logged.BAD)) {
      logged.config.putAll(values);
    }
  }

  private void tags() {
    List<String> tags = List.of("a", id + " at " + step);
    kept(Map.of("tags", tags), () -> run.setTags(tags));
    if (run.tags().equals(tags)) {
      logged.tags = tags;
    }
  }

  private void file() throws IOException {
    String name = name();
    String content = id + " has " + name + text();
    if (names % 2 == 0) {
      Image image = Image.of(content.getBytes(StandardCharsets.UTF_8), "png");
      file(name, content, () -> run.log(Map.of(name, image), step));
      return;
    }
    Path file = Files.writeString(files.resolve(name + ".txt"), content);
    file("artifacts/" + name + ".txt", content, () -> run.logArtifact(file, name + ".txt"));
    Files.delete(file);
  }

  private void file(String logName, String content, Runnable call) {
    // It may be there before the call returns.
    logged.files.put(logName, content);
    if (!kept(call)) {
      logged.files.remove(logName);
    }
  }
}
