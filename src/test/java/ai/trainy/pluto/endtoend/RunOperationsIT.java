package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Branches;
import ai.trainy.pluto.endtoend.programs.Resumes;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs in one JVM, forks, and runs that go on in the next. */
class RunOperationsIT {
  @TempDir Path home;

  private Jvm jvm(LocalPluto pluto) {
    return Jvm.in(home).withAgent().withPluto(pluto.url()).withExampleClient();
  }

  @Test
  void eachOfSeveralRunsHasItsOwn() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended = jvm(pluto).run(Branches.class, "parent01?_step=4");

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(pluto.runs()).hasSize(3);
      assertThat(pluto.run("branches", "parent01").points("loss")).hasSize(10);
      assertThat(pluto.run("branches", "parent01").status()).isEqualTo("COMPLETED");
      RunView right = pluto.run("branches", "right001");
      assertThat(right.points("loss"))
          .extracting(Point::value)
          .containsExactly(0.0, -1.0, -2.0, -3.0, -4.0);
      assertThat(right.points("facade")).hasSize(5);
      assertThat(right.status()).isEqualTo("FAILED");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void aForkGoesOnFromItsParent() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      jvm(pluto).run(Branches.class, "parent01?_step=4");

      RunView parent = pluto.run("branches", "parent01");
      RunView left = pluto.run("branches", "left0001");
      assertThat(left.forkedFromRunId()).contains(parent.runId());
      assertThat(left.points("loss")).extracting(Point::step).containsExactly(5L, 6L, 7L, 8L, 9L);
      assertThat(left.config())
          .containsEntry("lr", 0.1)
          .containsEntry("model", Map.of("depth", 3, "width", 8))
          .containsEntry("_wandb_run_id", "left0001");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void aForkFindsAParentThatAnotherProgramLogged() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      jvm(pluto).run(Resumes.class);
      jvm(pluto).variable("PLUTO_PROJECT", "resumed").run(Branches.class, "again001?_step=1");

      assertThat(pluto.run("resumed", "left0001").forkedFromRunId())
          .contains(pluto.run("resumed", "again001").runId());
    }
  }

  @Test
  void aForkOfARunThatPlutoDoesNotHaveBeginsAnew() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended = jvm(pluto).run(Branches.class, "nowhere1?_step=4");

      RunView left = pluto.run("branches", "left0001");
      assertThat(left.forkedFromRunId()).isEmpty();
      assertThat(left.points("loss")).hasSize(5);
      assertThat(ended.said())
          .filteredOn(line -> line.contains("Cannot continue from nowhere1 at step 4"))
          .hasSize(1);
    }
  }

  @Test
  void aRunThatWandbResumesIsTheSameRunInPluto() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      jvm(pluto).run(Resumes.class);
      Jvm.Ended second = jvm(pluto).run(Resumes.class);

      assertThat(second.exitCode()).as(second.toString()).isZero();
      assertThat(pluto.runs()).hasSize(1);
      RunView run = pluto.run("resumed", "again001");
      assertThat(run.points("loss"))
          .extracting(Point::value)
          .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(pluto.refusals()).isEmpty();
    }
  }
}
