package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Failing;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that the program does not finish has the status of how the program ended. */
class EndOfProgramIT {
  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void anUncaughtExceptionIsAFailure(String launcher) throws IOException {
    assertThat(statusAfter(launcher, "uncaught")).isEqualTo("FAILED");
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void anExitCodeOtherThanZeroIsAFailure(String launcher) throws IOException {
    assertThat(statusAfter(launcher, "exit-without-finish")).isEqualTo("FAILED");
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void aProgramThatIsTerminatedIsTerminatedInPluto(String launcher) throws IOException {
    assertThat(statusAfter(launcher, "terminated")).isEqualTo("TERMINATED");
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void aProgramThatComesToItsEndIsCompleted(String launcher) throws IOException {
    assertThat(statusAfter(launcher, "return-without-finish")).isEqualTo("COMPLETED");
  }

  private String statusAfter(String launcher, String how) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          Jvm.of(launcher, home)
              .withAgent()
              .withPluto(pluto.url())
              .variable("WANDB_RUN_ID", "ending01")
              .run(Failing.class, Jvm.freePort(), how);

      RunView run = pluto.run("failing", "ending01");
      assertThat(run.pointCount()).as(ended.toString()).isEqualTo(1);
      assertThat(pluto.refusals()).isEmpty();
      return run.status();
    }
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
