package ai.trainy.pluto.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.ecosystem.programs.VirtualThreads;
import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import com.example.kotlin.Coroutines;
import com.example.scala3.Futures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Many workers at once, by what each language has for that. */
class LanguagesIT {
  private static final int WORKERS = 100;

  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("programs")
  void everyWorkersValuesArriveInItsOrder(String launcher, Class<?> program, String project)
      throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          Pair.of(launcher, home, pluto, jvm -> jvm.run(program, "workers1")).assertSame();

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      if (ended.stdout().contains(VirtualThreads.NONE)) {
        return;
      }
      RunView run = pluto.run(project, "workers1");
      for (int worker = 0; worker < WORKERS; worker++) {
        assertThat(run.points("worker/" + worker))
            .extracting(point -> point.value())
            .containsExactly(0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5);
      }
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  static Stream<Arguments> programs() {
    return Jvm.launchers().stream()
        .flatMap(
            launcher ->
                Stream.of(
                    Arguments.of(launcher, Coroutines.class, "kotlin"),
                    Arguments.of(launcher, Futures.class, "scala"),
                    Arguments.of(launcher, VirtualThreads.class, "virtual")));
  }
}
