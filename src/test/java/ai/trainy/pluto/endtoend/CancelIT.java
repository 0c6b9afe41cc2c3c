package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Endless;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that somebody cancels on its page. */
class CancelIT {
  private static final int ROWS = 20;

  @TempDir Path home;

  @Test
  void endsTheProgramThroughItsShutdownWhereThatIsWanted() throws IOException {
    try (LocalPluto pluto = LocalPluto.start();
        Running program =
            Jvm.in(home)
                .withAgent()
                .withPluto(pluto.url())
                .variable("PLUTO_ON_CANCEL", "exit")
                .withExampleClient()
                .spawn(Endless.class, "endless1", ROWS, home.resolve("never"))) {
      Await.until(program::toString, () -> !pluto.runs().isEmpty());
      pluto.requestCancel(pluto.runs().get(0).runId());

      Jvm.Ended ended = program.awaitEnd();

      RunView run = pluto.runs().get(0);
      assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(130);
      assertThat(run.status()).isEqualTo("CANCELLED");
      assertThat(run.points("loss")).hasSize(ROWS);
      assertThat(ended.said())
          .filteredOn(line -> line.contains("cancelled in Pluto"))
          .singleElement()
          .asString()
          .endsWith("The program exits with code 130.");
    }
  }
}
