package ai.trainy.pluto.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.endtoend.programs.Asks;
import ai.trainy.pluto.endtoend.programs.Failing;
import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import ai.trainy.pluto.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code DISABLE_WANDB_LOGGING} the same program runs to the same end, and wandb does not. */
class CutOverIT {
  @TempDir Path home;
  @TempDir Path dual;

  @ParameterizedTest
  @MethodSource("launchers")
  void theSameProgramHasTheSameEndAndTheSamePointsWithoutWandb(String launcher) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended with =
          Jvm.in(dual)
              .withAgent()
              .withPluto(pluto.url())
              .variable("WANDB_RUN_ID", "dual0001")
              .run(Sine.class, Jvm.freePort(), 20, 3);
      Jvm.Ended without =
          alone(Jvm.of(launcher, home), pluto)
              .variable("WANDB_RUN_ID", "alone001")
              .run(Sine.class, Jvm.freePort(), 20, 3);

      RunView run = pluto.run("sine", "alone001");
      assertThat(without.exitCode()).as(without.toString()).isEqualTo(3);
      assertThat(programLines(without)).isEqualTo(programLines(with));
      assertThat(without.stdout()).startsWith("Run 'first try' is in Pluto: " + pluto.url());
      assertThat(without.stderrOfTheProgram()).isEmpty();
      assertThat(numbers(run)).isEqualTo(numbers(pluto.run("sine", "dual0001")));
      assertThat(run.tags()).isEqualTo(pluto.run("sine", "dual0001").tags());
      assertThat(run.status()).isEqualTo("FAILED");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void onlyPlutoIsConnectedToAndNothingIsStartedOrWritten() throws Exception {
    assumeTrue(Sockets.canBeListed());
    try (LocalPluto pluto = LocalPluto.start()) {
      Process program = alone(pluto).begin(home.resolve("stderr.txt"), Asks.class, Jvm.freePort());
      List<String> answers = new ArrayList<>();
      try (BufferedReader out =
          new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8))) {
        for (String line = ""; line != null && !line.equals("asked"); line = out.readLine()) {
          answers.add(line);
        }
        Await.until(() -> "a run in Pluto", () -> !pluto.runs().isEmpty());
        assertThat(new Sockets(program.pid()).remotePorts())
            .isNotEmpty()
            .containsOnly(pluto.port());
        assertThat(program.descendants()).isEmpty();
        program.getOutputStream().write('\n');
        program.getOutputStream().flush();
        assertThat(out.readLine()).isEqualTo("finished");
        assertThat(program.waitFor()).isZero();
      }
      assertThat(home.toFile().list()).containsExactlyInAnyOrder(".local", "stderr.txt");
      assertThat(answers).contains("same stdout=true");
    }
  }

  @Test
  void whatNobodyGaveIsMadeAsWandbMakesIt() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Map<String, String> answers = answers(alone(pluto));

      assertThat(answers.get("id")).matches("[a-z0-9]{8}");
      assertThat(answers.get("name")).matches("[a-z]+-[a-z]+-\\d+");
      assertThat(answers)
          .containsEntry("project", "uncategorized")
          .containsEntry("tags", "[]")
          .containsEntry("host", pluto.url().toString())
          .containsEntry("log", "true")
          .containsEntry("in a set", "true")
          .containsEntry("text", "true");
      RunView run = pluto.run("uncategorized", answers.get("id"));
      assertThat(run.name()).isEqualTo(answers.get("name"));
      assertThat(run.points("loss")).extracting(Point::step).containsExactly(1L, 2L, 40L);
      assertThat(run.points("loss")).extracting(Point::value).containsExactly(1.0, 3.0, 2.0);
    }
  }

  @Test
  void wandbsVariablesHold() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Map<String, String> answers =
          answers(
              alone(pluto)
                  .variable("WANDB_PROJECT", "owls")
                  .variable("WANDB_RUN_ID", "EXP-7")
                  .variable("WANDB_NAME", "night")
                  .variable("WANDB_NOTES", "cold")
                  .variable("WANDB_TAGS", "a, b")
                  .variable("WANDB_RUN_GROUP", "g")
                  .variable("WANDB_JOB_TYPE", "train")
                  .variable("WANDB_ENTITY", "acme")
                  .variable("WANDB_RESUME", "must"));

      assertThat(answers)
          .containsEntry("project", "owls")
          .containsEntry("id", "EXP-7")
          .containsEntry("name", "night")
          .containsEntry("notes", "cold")
          .containsEntry("tags", "[a, b]")
          .containsEntry("group", "g")
          .containsEntry("job type", "train")
          .containsEntry("entity", "acme");
      RunView run = pluto.run("owls", "EXP-7");
      assertThat(run.name()).isEqualTo("night");
      assertThat(run.tags()).containsExactly("a", "b", "group:g", "job_type:train");
      assertThat(run.config())
          .containsEntry("_wandb_notes", "cold")
          .containsEntry("_wandb_run_id", "EXP-7");
      assertThat(last.said())
          .filteredOn(line -> line.contains("WANDB_RESUME=must: Pluto had no run EXP-7"))
          .hasSize(1);
    }
  }

  @Test
  void aRunThatIsThereGoesOnAndWhatIsCountedFromTheBeginningIsSaid() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm jvm = alone(pluto).variable("WANDB_RUN_ID", "again001").variable("WANDB_RESUME", "never");
      answers(jvm);
      answers(jvm);

      assertThat(pluto.runs()).hasSize(1);
      assertThat(last.said())
          .filteredOn(line -> line.contains("WANDB_RESUME=never: Pluto already had run again001"))
          .hasSize(1);
      assertThat(last.said()).filteredOn(line -> line.contains("are counted from 0")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", " true "})
  void anyYesSwitchesWandbOff(String yes) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended sine =
          alone(pluto).variable("DISABLE_WANDB_LOGGING", yes).run(Sine.class, Jvm.freePort(), 3, 0);

      assertThat(sine.exitCode()).as(sine.toString()).isZero();
    }
  }

  @Test
  void thePropertySwitchesWandbOff() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended sine =
          alone(pluto)
              .variable("DISABLE_WANDB_LOGGING", "")
              .option("-Ddisable.wandb.logging=yes")
              .run(Sine.class, Jvm.freePort(), 3, 0);

      assertThat(sine.exitCode()).as(sine.toString()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "false"})
  void anythingElseIsDualLogging(String no) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Path record = home.resolve("wandb.jsonl");
      Jvm.in(home)
          .withAgent()
          .withPluto(pluto.url())
          .variable("DISABLE_WANDB_LOGGING", no)
          .variable("WANDB_RUN_ID", "dual0001")
          .variable("WANDB_STANDIN_RECORD", record.toString())
          .run(Sine.class, Jvm.freePort(), 3, 0);

      assertThat(numbers(pluto.run("sine", "dual0001")))
          .isEqualTo(new WandbRecord(record).numbers());
    }
  }

  @ParameterizedTest
  @CsvSource({"exit-without-finish, FAILED, 7", "uncaught, FAILED, 1", "null-row, FAILED, 1"})
  void howTheProgramEndsIsHowTheRunEnds(String how, String status, int exitCode)
      throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          alone(pluto).variable("WANDB_RUN_ID", "ending01").run(Failing.class, Jvm.freePort(), how);

      assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(exitCode);
      assertThat(pluto.run("failing", "ending01").status()).isEqualTo(status);
    }
  }

  @Test
  void switchedOffBothNothingIsLoggedAndTheProgramRuns() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended sine =
          alone(pluto).variable("PLUTO_MODE", "disabled").run(Sine.class, Jvm.freePort(), 3, 0);

      assertThat(sine.exitCode()).as(sine.toString()).isZero();
      assertThat(sine.stdout()).contains("Run 'first try' is logged nowhere");
      assertThat(sine.said()).hasSize(1).first().asString().contains("nothing is logged anywhere");
      assertThat(pluto.requests()).isEmpty();
      assertThat(home.resolve(".local")).doesNotExist();
    }
  }

  private Jvm.Ended last;

  private Map<String, String> answers(Jvm jvm) {
    last = jvm.input("\n").run(Asks.class, Jvm.freePort());
    assertThat(last.exitCode()).as(last.toString()).isZero();
    Map<String, String> answers = new HashMap<>();
    last.stdout()
        .lines()
        .forEach(line -> answers.put(line.replaceAll("=.*", ""), line.replaceAll("^.*?=", "")));
    return answers;
  }

  private Jvm alone(LocalPluto pluto) {
    return alone(Jvm.in(home), pluto);
  }

  private static Jvm alone(Jvm jvm, LocalPluto pluto) {
    return jvm.withAgent()
        .withPluto(pluto.url())
        .withoutWandb()
        .variable("DISABLE_WANDB_LOGGING", "true");
  }

  /** All but the client's own. */
  private static List<String> programLines(Jvm.Ended ended) {
    return ended
        .stdout()
        .lines()
        .filter(line -> !line.matches("(Run|Project|Page): .*|Run '.*"))
        .collect(Collectors.toList());
  }

  private static Map<String, Map<Long, Double>> numbers(RunView run) {
    Map<String, Map<Long, Double>> numbers = new LinkedHashMap<>();
    for (String name : run.metricNames()) {
      Map<Long, Double> series = numbers.computeIfAbsent(name, absent -> new TreeMap<>());
      for (Point point : run.points(name)) {
        series.put(point.step(), point.value());
      }
    }
    return numbers;
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
