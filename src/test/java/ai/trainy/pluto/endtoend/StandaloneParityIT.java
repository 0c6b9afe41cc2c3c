package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.ReadsBack;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program that relies on everything the official client shows beside its results prints the same,
 * byte for byte, with wandb alone, with wandb and Pluto, and with Pluto alone.
 */
class StandaloneParityIT {
  @TempDir Path bare;
  @TempDir Path dual;
  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void theSameProgramPrintsTheSameWithoutWandb(String launcher) throws IOException {
    try (LocalPluto beside = LocalPluto.start();
        LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended wandb = named(Jvm.of(launcher, bare)).run(ReadsBack.class, Jvm.freePort());
      Jvm.Ended both =
          named(Jvm.of(launcher, dual))
              .withAgent()
              .withPluto(beside.url())
              .run(ReadsBack.class, Jvm.freePort());
      Jvm.Ended alone =
          named(Jvm.of(launcher, home))
              .withAgent()
              .withPluto(pluto.url())
              .withoutWandb()
              .variable("DISABLE_WANDB_LOGGING", "true")
              .run(ReadsBack.class, Jvm.freePort());

      assertThat(wandb.exitCode()).as(wandb.toString()).isZero();
      assertThat(wandb.stdout())
          .contains(
              "\"_step\":1}",
              "at 3\n",
              "class java.lang.Integer",
              "refused: class java.lang.NullPointerException in com.wandb.client.WandbRun.log\n",
              "\"_step\":5}",
              "sweep id: sweep7\n",
              "config: net = {\"",
              "same record: true\n");
      assertThat(both.stdout()).as(both.toString()).isEqualTo(wandb.stdout());
      assertThat(alone.stdout()).as(alone.toString()).isEqualTo(wandb.stdout());
      assertThat(both.exitCode()).isZero();
      assertThat(alone.exitCode()).isZero();
      assertThat(alone.stderrOfTheProgram()).isEmpty();

      RunView run = pluto.run("owls", "parity01");
      assertThat(losses(run))
          .containsExactlyInAnyOrder("1=1.0", "2=0.5", "3=" + 1.0 / 3, "40=0.2", "5=0.1");
      assertThat(losses(beside.run("owls", "parity01")))
          .containsExactlyInAnyOrderElementsOf(losses(run));
      assertThat(run.metricNames()).doesNotContain("_step");
      assertThat(run.config()).isEqualTo(beside.run("owls", "parity01").config());
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  private static List<String> losses(RunView run) {
    return run.points("loss").stream()
        .map(point -> point.step() + "=" + point.value())
        .collect(Collectors.toList());
  }

  private static Jvm named(Jvm jvm) {
    return jvm.variable("WANDB_RUN_ID", "parity01").variable("WANDB_ENTITY", "lab");
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
