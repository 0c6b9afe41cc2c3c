package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.AsksAll;
import ai.trainy.pluto.endtoend.programs.Branches;
import ai.trainy.pluto.endtoend.programs.Everything;
import ai.trainy.pluto.endtoend.programs.Tracker;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wandb switched off for a client that the agent knows by a binding file alone. */
class CutOverExampleIT {
  @TempDir Path home;
  @TempDir Path dual;

  @ParameterizedTest
  @MethodSource("launchers")
  void plutoHasOfEverythingWhatItHasBesideWandb(String launcher) throws IOException {
    try (LocalPluto beside = LocalPluto.start();
        LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended with =
          Jvm.of(launcher, dual)
              .withAgent()
              .withPluto(beside.url())
              .withExampleClient()
              .run(Everything.class);
      Jvm.Ended without = alone(Jvm.of(launcher, home), pluto).run(Everything.class);

      assertThat(without.exitCode()).as(without.toString()).isZero();
      assertThat(without.stdout()).isEqualTo(with.stdout());
      assertThat(without.stderrOfTheProgram()).isEqualTo(with.stderrOfTheProgram());
      RunView run = pluto.run("everything", "every001");
      RunView other = beside.run("everything", "every001");
      assertThat(points(run)).isEqualTo(points(other));
      assertThat(files(run)).containsExactlyInAnyOrderElementsOf(files(other));
      assertThat(data(run)).isEqualTo(data(other));
      assertThat(run.config()).isEqualTo(other.config());
      assertThat(run.tags()).isEqualTo(other.tags());
      assertThat(run.logNames()).isEqualTo(other.logNames());
      assertThat(run.alerts())
          .extracting(a -> a.level() + a.title() + a.body())
          .containsExactly("WARNINGPlateauloss flat for 2k steps");
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(home.resolve("wandb")).doesNotExist();
      assertThat(dual.resolve("wandb")).exists();
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void severalRunsAndForksGoOnWhereTheyDoBesideWandb() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended = alone(pluto).run(Branches.class, "parent01?_step=4");

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout()).isEqualTo("done\n");
      RunView parent = pluto.run("branches", "parent01");
      RunView left = pluto.run("branches", "left0001");
      RunView right = pluto.run("branches", "right001");
      assertThat(parent.points("loss")).extracting(Point::step).first().isEqualTo(0L);
      assertThat(left.forkedFromRunId()).contains(parent.runId());
      assertThat(left.points("loss")).extracting(Point::step).containsExactly(5L, 6L, 7L, 8L, 9L);
      assertThat(left.config())
          .containsEntry("lr", 0.1)
          .containsEntry("model", Map.of("depth", 3, "width", 8));
      assertThat(right.points("facade")).hasSize(5);
      assertThat(right.status()).isEqualTo("FAILED");
      assertThat(home.resolve("wandb")).doesNotExist();
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void aClientOfStaticMethodsIsLeftOutByItsFileAlone() throws IOException {
    Path binding =
        Files.writeString(
            home.resolve("own.binding"),
            "class "
                + Tracker.class.getName()
                + "\n"
                + "  init(Map)      : init run=\"main\" project=arg0[\"project\"] id=arg0[\"id\"]\n"
                + "  log(Map)       : log run=\"main\" data=arg0\n"
                + "  log(Map,long)  : log run=\"main\" data=arg0 step=arg1\n"
                + "  finish()       : finish run=\"main\"\n");
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          alone(pluto)
              .variable("PLUTO_WANDB_BINDINGS", binding.toString())
              .run(Tracker.class, "owls");

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout()).as("the client refuses nothing").isEqualTo("done\n");
      RunView run = pluto.run("owls", "tracker1");
      assertThat(run.points("loss"))
          .extracting(Point::step)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 50L);
      assertThat(run.status()).isEqualTo("COMPLETED");
    }
  }

  @Test
  void everyGetterAnswers() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended = alone(pluto).run(AsksAll.class);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout().lines())
          .containsExactly(
              "none yet=true",
              "id=asked001",
              "project=asked",
              "name=a name",
              "notes=a note",
              "group=g",
              "job type=j",
              "config={lr=0.1}",
              "url is one=true",
              "dir is one=true",
              "step=0",
              "step=1",
              "step=10",
              "tags=[a, b, c]",
              "tags=[d]",
              "current=true",
              "another=true true",
              "other id=true",
              "current again=true",
              "none left=true");
      RunView run = pluto.run("asked", "asked001");
      assertThat(run.points("loss")).extracting(Point::step).containsExactly(0L, 10L);
      assertThat(run.tags()).containsExactly("d", "group:g", "job_type:j");
      assertThat(run.alerts()).hasSize(1);
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(ended.said())
          .filteredOn(line -> line.contains("has to guess") || line.contains("not switched off"))
          .as("nothing about the client is unclear")
          .isEmpty();
    }
  }

  private Jvm alone(LocalPluto pluto) {
    return alone(Jvm.in(home), pluto);
  }

  private static Jvm alone(Jvm jvm, LocalPluto pluto) {
    return jvm.withAgent()
        .withPluto(pluto.url())
        .withExampleClient()
        .withoutWandb()
        .variable("DISABLE_WANDB_LOGGING", "true");
  }

  private static List<String> points(RunView run) {
    List<String> points = new ArrayList<>();
    for (String name : run.metricNames()) {
      for (Point point : run.points(name)) {
        points.add(name + "@" + point.step() + "=" + point.value());
      }
    }
    return points;
  }

  private static List<String> files(RunView run) {
    return run.files().stream()
        .map(
            file ->
                file.logName()
                    + "@"
                    + file.step()
                    + "["
                    + file.sampleIndex()
                    + "] "
                    + file.fileType()
                    + " "
                    + file.caption()
                    + " "
                    + file.sha256())
        .collect(Collectors.toList());
  }

  private static List<String> data(RunView run) {
    return run.dataRows().stream()
        .map(row -> row.logName() + "@" + row.step() + " " + row.dataType() + " " + row.data())
        .collect(Collectors.toList());
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
