package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Idle;
import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nothing reaches Pluto for a reason that the agent can know, it says which. */
class NothingLoggedIT {
  /** The agent speaks of programs that lived for more than ten seconds. */
  private static final int LONG_ENOUGH_MILLIS = 10_500;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"-javaagent:JAR", "@agent.options"})
  void aLongProgramWithNoneOfTheDescribedClassesIsToldWhichOnceAtItsEnd(String option)
      throws IOException {
    Files.writeString(home.resolve("agent.options"), "-ea\n-javaagent:\"" + Jvm.agentJar() + "\"");
    Path binding =
        Files.writeString(
            home.resolve("own.binding"), "class lab.Trakcer\n  log(Map) : log data=arg0\n");
    Jvm.Ended ended =
        Jvm.in(home)
            .option(option.replace("JAR", Jvm.agentJar().toString()))
            .variable("PLUTO_API_KEY", Jvm.KEY)
            .variable("PLUTO_WANDB_BINDINGS", binding.toString())
            .run(Idle.class, LONG_ENOUGH_MILLIS);

    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    assertThat(ended.stdout()).isEqualTo("idled\n");
    assertThat(ended.stderrOfTheProgram()).isEmpty();
    assertThat(ended.said())
        .singleElement()
        .asString()
        .contains("none of the classes", "(lab.Trakcer)", binding.toString(), "doctor");
  }

  @Test
  void theOfficialClientBesideAWandbOfTodayFailsAsWithoutUsAndThatIsExplained() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended without = Jvm.in(home).withCurrentWandb().run(Sine.class, Jvm.freePort(), 1, 0);
      Jvm.Ended with =
          Jvm.in(home)
              .withAgent()
              .withPluto(pluto.url())
              .withCurrentWandb()
              .run(Sine.class, Jvm.freePort(), 1, 0);

      assertThat(without.stderr()).contains("StatusRuntimeException: UNAVAILABLE");
      assertThat(with.exitCode()).isEqualTo(without.exitCode()).isNotZero();
      assertThat(with.stdout()).isEqualTo(without.stdout());
      assertThat(with.stderrOfTheProgram()).isEqualTo(without.stderrOfTheProgram().strip());
      assertThat(with.said())
          .singleElement()
          .asString()
          .contains("no grpc-server", "Set DISABLE_WANDB_LOGGING=true");
      assertThat(pluto.runs()).isEmpty();

      Jvm.Ended alone =
          Jvm.in(home)
              .withAgent()
              .withPluto(pluto.url())
              .withCurrentWandb()
              .variable("DISABLE_WANDB_LOGGING", "true")
              .run(Sine.class, Jvm.freePort(), 1, 0);
      assertThat(alone.exitCode()).as(alone.toString()).isZero();
      assertThat(pluto.runs()).hasSize(1);
    }
  }
}
