package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.AttachesLate;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent that comes to a running program. */
class LateAttachIT {
  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void runsThatWereOpenAreNotLoggedAndLaterOnesAre(String launcher) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          Jvm.of(launcher, home)
              .option("-Djdk.attach.allowAttachSelf=true")
              .withExampleClient()
              .withPluto(pluto.url())
              .variable("PLUTO_FINISH_TIMEOUT_SECONDS", "300")
              .run(AttachesLate.class, Jvm.agentJar(), Jvm.freePort());

      assertThat(ended.stdout()).as(ended.toString()).contains("done");
      assertThat(pluto.runs())
          .extracting(RunView::name)
          .containsExactlyInAnyOrder("after", "other");
      assertThat(pluto.runs()).extracting(RunView::status).containsOnly("COMPLETED");
      assertThat(run(pluto, "after").points("loss")).hasSize(2);
      assertThat(run(pluto, "other").points("loss")).hasSize(1);
      assertThat(ended.said())
          .as("the client that was at work, and only that one")
          .filteredOn(line -> line.contains("the agent was attached after "))
          .singleElement()
          .asString()
          .contains("com.example.wandb.", "open then are not logged to Pluto; later runs are");
    }
  }

  private static RunView run(LocalPluto pluto, String name) {
    return pluto.runs().stream().filter(run -> run.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
