package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With {@code DISABLE_WANDB_LOGGING} the same program runs to the same end, and wandb does not. */
class CutOverIT {
  @TempDir Path home;
  @TempDir Path dual;

  @ParameterizedTest
  @MethodSource("launchers")
  void theSameProgramHasTheSameEndAndTheSamePointsWithoutWandb(String launcher) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended with =
          Jvm.of(launcher, dual)
              .withAgent()
              .withPluto(pluto.url())
              .variable("WANDB_RUN_ID", "dual0001")
              .run(Sine.class, Jvm.freePort(), 126, 3);
      Jvm.Ended without =
          alone(launcher, pluto)
              .variable("WANDB_RUN_ID", "alone001")
              .run(Sine.class, Jvm.freePort(), 126, 3);

      RunView run = pluto.run("sine", "alone001");
      assertThat(without.exitCode()).as(without.toString()).isEqualTo(3);
      assertThat(programLines(without)).isEqualTo(programLines(with));
      assertThat(without.stdout()).startsWith("Run 'first try' is in Pluto: " + pluto.url());
      assertThat(without.stderrOfTheProgram()).isEmpty();
      assertThat(numbers(run)).isEqualTo(numbers(pluto.run("sine", "dual0001")));
      assertThat(run.tags()).isEqualTo(pluto.run("sine", "dual0001").tags());
      assertThat(run.status()).isEqualTo("FAILED");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  private Jvm alone(String launcher, LocalPluto pluto) {
    return Jvm.of(launcher, home)
        .withAgent()
        .withPluto(pluto.url())
        .withoutWandb()
        .variable("DISABLE_WANDB_LOGGING", "true");
  }

  /** All but the client's own. */
  private static List<String> programLines(Jvm.Ended ended) {
    return ended
        .stdout()
        .lines()
        .filter(line -> !line.matches("(Run|Project|Page): .*|Run '.*"))
        .collect(Collectors.toList());
  }

  private static Map<String, Map<Long, Double>> numbers(RunView run) {
    Map<String, Map<Long, Double>> numbers = new LinkedHashMap<>();
    for (String name : run.metricNames()) {
      Map<Long, Double> series = numbers.computeIfAbsent(name, absent -> new TreeMap<>());
      for (Point point : run.points(name)) {
        series.put(point.step(), point.value());
      }
    }
    return numbers;
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
