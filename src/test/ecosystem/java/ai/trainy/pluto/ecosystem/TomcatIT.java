package ai.trainy.pluto.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.ecosystem.programs.TwoWebApps;
import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Web applications that bring their client along, and go before the server does. */
class TomcatIT {
  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void whatAWebAppLogsArrivesAndNothingOfItStaysBehind(String launcher) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          Pair.of(
                  launcher,
                  home,
                  pluto,
                  jvm ->
                      jvm.run(TwoWebApps.class, Jvm.jar("full-wandb-client"), Jvm.jar("json-")))
              .assertSameOnStdout();

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout()).contains("first is collected", "second is collected");
      for (String app : List.of("first", "second")) {
        assertThat(pluto.run("web", app).points("loss")).hasSize(3);
        assertThat(pluto.run("web", app).status()).isEqualTo("COMPLETED");
      }
    }
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
