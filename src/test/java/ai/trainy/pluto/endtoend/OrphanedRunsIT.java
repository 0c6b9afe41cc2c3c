package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Endless;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program left behind goes up while the next one runs. */
class OrphanedRunsIT {
  @TempDir Path home;

  @Test
  void theNextProgramUploadsTheRestOfOneThatWasKilled() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      try (Running first = endless(pluto, "first001")) {
        Await.until(first::toString, () -> points(pluto, "first001") == 20);
        pluto.goDown();
        Files.createFile(home.resolve("go"));
        first.awaitOutput("second half");
      }
      pluto.comeBack();
      assertThat(points(pluto, "first001")).isEqualTo(20);
      assertThat(pluto.run("endless", "first001").status()).isEqualTo("RUNNING");

      try (Running second = endless(pluto, "second01")) {
        Await.until(
            second::toString, () -> pluto.run("endless", "first001").status().equals("FAILED"));
        // It is created beside that, on another thread.
        Await.until(second::toString, () -> pluto.runs().size() == 2);

        RunView first = pluto.run("endless", "first001");
        assertThat(first.points("loss")).hasSize(40);
        assertThat(first.statusHistory()).containsExactly("RUNNING", "FAILED");
        assertThat(second.isAlive()).isTrue();
        assertThat(second.stderr()).doesNotContain("first001");
        assertThat(pluto.run("endless", "second01").status()).isEqualTo("RUNNING");
      }
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  private static long points(LocalPluto pluto, String id) {
    return pluto.runs().stream()
        .filter(run -> run.externalId().orElse("").equals(id))
        .mapToLong(RunView::pointCount)
        .sum();
  }

  private Running endless(LocalPluto pluto, String id) throws IOException {
    return Jvm.in(home)
        .withAgent()
        .withPluto(pluto.url())
        .withExampleClient()
        .spawn(Endless.class, id, 20, home.resolve("go"));
  }
}
