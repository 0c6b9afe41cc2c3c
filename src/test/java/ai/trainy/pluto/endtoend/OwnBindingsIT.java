package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.NoClient;
import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.endtoend.programs.Tracker;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that only a file of the user's describes, and what is said of a file that is wrong. */
class OwnBindingsIT {
  @TempDir Path home;

  private Path binding(String text) throws IOException {
    return Files.writeString(home.resolve("own.binding"), text);
  }

  private Jvm jvm(LocalPluto pluto, Path binding) {
    return Jvm.in(home)
        .withAgent()
        .withPluto(pluto.url())
        .variable("PLUTO_WANDB_BINDINGS", binding.toString());
  }

  @Test
  void aClientOfStaticMethodsIsReachedByItsFileAlone() throws IOException {
    Path binding =
        binding(
            "class "
                + Tracker.class.getName()
                + "\n"
                + "  init(Map)      : init run=\"main\" project=arg0[\"project\"] id=arg0[\"id\"]\n"
                + "  log(Map)       : log run=\"main\" data=arg0\n"
                + "  log(Map,long)  : log run=\"main\" data=arg0 step=arg1\n"
                + "  finish()       : finish run=\"main\"\n");
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended = jvm(pluto, binding).run(Tracker.class, "owls");

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout()).isEqualTo(Jvm.in(home).run(Tracker.class, "owls").stdout());
      assertThat(ended.said()).as(ended.toString()).hasSize(2);
      RunView run = pluto.run("owls", "tracker1");
      assertThat(run.points("loss"))
          .extracting(Point::step)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 50L);
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void aClientThatDoesNotFitIsOneLineAndRunsAsItIs() throws IOException {
    Path binding =
        binding(
            "class " + Tracker.class.getName() + "\n  record(Map) : log run=\"main\" data=arg0");
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended = jvm(pluto, binding).run(Tracker.class, "owls");

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout()).isEqualTo(Jvm.in(home).run(Tracker.class, "owls").stdout());
      assertThat(ended.said())
          .singleElement()
          .asString()
          .contains(
              "Tracker has no record(Map) but ", "main(String[])", "own.binding does not fit");
      assertThat(pluto.runs()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "class a.B\\n\\n  m() : log!own.binding, line 3: log needs data, or key and value",
        "class a.B\\n  m() : lgo!own.binding, line 2: no such role: lgo; did you mean log?"
      })
  void aLineThatIsNotUnderstoodIsOneLineAndTheOfficialClientIsLogged(String text, String fault)
      throws IOException {
    Path binding = binding(text.replace("\\n", "\n"));
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          jvm(pluto, binding)
              .variable("WANDB_RUN_ID", "sine0001")
              .run(Sine.class, Jvm.freePort(), 5, 0);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.said()).filteredOn(line -> line.contains("own.binding")).hasSize(1);
      assertThat(ended.said().get(0)).startsWith("pluto: PLUTO_WANDB_BINDINGS: ").contains(fault);
      assertThat(pluto.runs()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"variable", "property", "option"})
  void aFileThatIsNotThereIsOneLineWhereverItIsNamed(String where) {
    Jvm jvm = Jvm.in(home);
    String file = home.resolve("none.binding").toString();
    if (where.equals("option")) {
      jvm.withAgent("wandb.bindings=" + file);
    } else if (where.equals("property")) {
      jvm.withAgent().option("-Dpluto.wandb.bindings=" + file);
    } else {
      jvm.withAgent().variable("PLUTO_WANDB_BINDINGS", file);
    }

    Jvm.Ended ended = jvm.run(NoClient.class);

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.said())
        .singleElement()
        .asString()
        .contains("there is no file " + file, "wandb is untouched");
  }

  @Test
  void switchedOffTheAgentSaysNothingOfTheFile() {
    Jvm.Ended ended =
        Jvm.in(home)
            .withAgent("mode=disabled")
            .variable("PLUTO_WANDB_BINDINGS", "none.binding")
            .run(NoClient.class);

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.stderr()).isEmpty();
  }
}
