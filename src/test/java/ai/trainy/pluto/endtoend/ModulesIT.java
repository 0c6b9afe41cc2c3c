package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Layers;
import ai.trainy.pluto.local.LocalPluto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that are named modules, with a client that is one. */
class ModulesIT {
  private static final String MODULE = "lab.training";
  private static final String MAIN = "lab.training.Main";

  @TempDir static Path directory;

  private static LocalPluto pluto;
  private static Path modules;
  private static Path binding;

  @TempDir Path home;

  @BeforeAll
  static void compile() throws IOException, URISyntaxException {
    Path sources = Path.of(ModulesIT.class.getResource("modules").toURI());
    modules = directory.resolve("modules");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                said,
                said,
                "--release",
                "11",
                "--module-source-path",
                sources.toString(),
                "-d",
                modules.toString(),
                "--module",
                MODULE);
    assertThat(failed).as(said.toString(StandardCharsets.UTF_8)).isZero();
    binding =
        Files.writeString(
            directory.resolve("tracker.binding"),
            "class lab.client.Tracker\n"
                + "  open(Map) : init project=arg0[\"project\"] id=arg0[\"id\"]\n"
                + "  log(Map)  : log data=arg0\n"
                + "  finish()  : finish\n");
    pluto = LocalPluto.start();
  }

  @AfterAll
  static void stop() {
    pluto.close();
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void aProgramOnTheModulePathIsLogged(String launcher) {
    String id = "path" + launchers().indexOf(launcher);
    Jvm.Ended without = Jvm.of(launcher, home).runModule(modules, MODULE + "/" + MAIN, id);
    Jvm.Ended with = withAgent(launcher).runModule(modules, MODULE + "/" + MAIN, id);

    assertThat(with.stdout())
        .as(with.toString())
        .isEqualTo(without.stdout())
        .contains("module lab.training reads module lab.client");
    assertLogged(with, without, id);
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void aProgramInALayerOfItsOwnIsLogged(String launcher) {
    String id = "layer" + launchers().indexOf(launcher);
    Jvm.Ended without = Jvm.of(launcher, home).run(Layers.class, modules, MODULE, MAIN, id);
    Jvm.Ended with = withAgent(launcher).run(Layers.class, modules, MODULE, MAIN, id);

    assertThat(with.stdout())
        .as(with.toString())
        .isEqualTo(without.stdout())
        .contains("in a layer of 2: true");
    assertLogged(with, without, id);
  }

  private static void assertLogged(Jvm.Ended with, Jvm.Ended without, String id) {
    assertThat(with.exitCode()).as(with.toString()).isEqualTo(without.exitCode()).isZero();
    assertThat(with.stderrOfTheProgram()).isEqualTo(without.stderrOfTheProgram());
    assertThat(pluto.run("modules", id).points("loss")).hasSize(2);
    assertThat(pluto.run("modules", id).status()).isEqualTo("COMPLETED");
  }

  private Jvm withAgent(String launcher) {
    return Jvm.of(launcher, home)
        .withAgent()
        .withPluto(pluto.url())
        .variable("PLUTO_WANDB_BINDINGS", binding.toString());
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
