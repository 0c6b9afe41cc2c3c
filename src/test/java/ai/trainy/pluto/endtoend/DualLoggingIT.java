package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.FewRows;
import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An unmodified wandb program shows up in Pluto as it does in wandb. */
class DualLoggingIT {
  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void everyPointIsInPlutoAtItsStep(String launcher) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended sine =
          sine(Jvm.of(launcher, home).withAgent().withPluto(pluto.url()))
              .run(Sine.class, Jvm.freePort(), 126, 0);

      assertThat(sine.exitCode()).as(sine.toString()).isZero();
      RunView run = pluto.run("sine", "sine0001");
      assertThat(numbers(run)).isEqualTo(received().numbers());
      assertThat(run.pointCount()).isEqualTo(2 * 126 + 1);
      assertThat(run.rawRows()).isEqualTo(run.pointCount());
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void aRunHasWhatWandbWasToldOfIt() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      sine(Jvm.in(home).withAgent().withPluto(pluto.url())).run(Sine.class, Jvm.freePort(), 3, 0);

      RunView run = pluto.run("sine", "sine0001");
      assertThat(run.name()).isEqualTo("first try");
      assertThat(run.tags()).containsExactly("sine", "example", "group:waves", "job_type:demo");
      assertThat(run.config())
          .containsEntry("step", 0.05)
          .containsEntry("function", "sin")
          .containsEntry("nested", Map.of("depth", 2))
          .containsEntry("_wandb_notes", "a wave");
      assertThat(run.notes()).contains("a wave");
      assertThat(run.systemMetadata()).as("switched off").isEmpty();
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(run.heartbeats()).isPositive();
      assertThat(run.logNames())
          .isEqualTo(Map.of("wave/value", "METRIC", "wave/count", "METRIC", "wave/end", "METRIC"));
    }
  }

  @Test
  void aProgramThatSaysItFailedIsFailedInPluto() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended program = agent(pluto).run(FewRows.class, 1);

      assertThat(program.exitCode()).as(program.toString()).isOne();
      assertThat(pluto.runs()).extracting(RunView::status).containsExactly("FAILED");
    }
  }

  @Test
  void theProjectOfTheEnvironmentComesFirst() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      agent(pluto).variable("PLUTO_PROJECT", "mine").run(FewRows.class);

      assertThat(pluto.runs()).extracting(RunView::project).containsExactly("mine");
    }
  }

  @Test
  void nothingIsLeftOnDiskOfARunThatIsInPluto() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      agent(pluto).run(FewRows.class);

      assertThat(home.resolve(".local/state/pluto")).isDirectory();
      assertThat(home.resolve(".local/state/pluto").resolve(FewRows.PROJECT)).doesNotExist();
    }
  }

  @Test
  void aSecondCopyOfTheAgentDoesNothing() throws IOException {
    Path copy = Files.copy(Jvm.agentJar(), home.resolve("copy.jar"));
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended program = agent(pluto).withAgent().option("-javaagent:" + copy).run(FewRows.class);

      assertThat(program.exitCode()).as(program.toString()).isZero();
      assertThat(pluto.runs()).hasSize(1);
      assertThat(pluto.runs().get(0).rawRows()).isEqualTo(FewRows.ROWS);
    }
  }

  private Jvm agent(LocalPluto pluto) {
    return Jvm.in(home).withAgent().withPluto(pluto.url()).withExampleClient();
  }

  private Jvm sine(Jvm jvm) {
    return jvm.variable("WANDB_RUN_ID", "sine0001")
        .variable("WANDB_STANDIN_RECORD", home.resolve("wandb.jsonl").toString());
  }

  private WandbRecord received() {
    return new WandbRecord(home.resolve("wandb.jsonl"));
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
