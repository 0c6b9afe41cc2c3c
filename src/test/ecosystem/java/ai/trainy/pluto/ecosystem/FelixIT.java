package ai.trainy.pluto.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.ecosystem.programs.Bundles;
import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bundle that sees nothing but itself and the framework. */
class FelixIT {
  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void whatABundleLogsArrives(String launcher) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          Pair.of(
                  launcher,
                  home,
                  pluto,
                  jvm -> jvm.run(Bundles.class, Jvm.jar("full-wandb-client"), Jvm.jar("json-")))
              .assertSame();

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(pluto.run("osgi", "bundle01").points("loss")).hasSize(3);
      assertThat(pluto.run("osgi", "bundle01").status()).isEqualTo("COMPLETED");
    }
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
