package ai.trainy.pluto.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.endtoend.Running;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fat jar of Spring Boot that saves its last rows in {@code @PreDestroy}. */
class SpringBootIT {
  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void whatPreDestroyLogsAndHowItFinishesIsInPluto(String launcher) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended = Pair.of(launcher, home, pluto, SpringBootIT::preempted).assertSame();

      assertThat(ended.exitCode()).isEqualTo(143);
      assertThat(ended.stdout()).contains("saved");
      RunView run = pluto.run("boot", "boot0001");
      assertThat(run.points("loss")).hasSize(10);
      assertThat(run.points("saved")).hasSize(10);
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  private static Jvm.Ended preempted(Jvm jvm) throws IOException {
    try (Running program = jvm.spawnJar(Jvm.jar("ecosystem-spring-boot"), "boot0001")) {
      program.awaitOutput("training");
      return program.terminate();
    }
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
