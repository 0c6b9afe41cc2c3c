package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Awkward;
import ai.trainy.pluto.endtoend.programs.FewRows;
import ai.trainy.pluto.endtoend.programs.NoClient;
import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input costs at most itself, and is answered with one line that says what was wrong. */
class BadInputIT {
  @TempDir Path home;

  @Test
  void whatPlutoCannotHoldCostsItselfOnly() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended awkward =
          Jvm.in(home)
              .withAgent()
              .withPluto(pluto.url())
              .variable("WANDB_RUN_ID", "awkward1")
              .run(Awkward.class, Jvm.freePort());

      assertThat(awkward.exitCode()).as(awkward.toString()).isZero();
      RunView run = pluto.runs().get(0);
      assertThat(run.project()).matches("p{242}~[0-9a-f]{12}");
      assertThat(run.externalId()).contains("awkward1");
      assertThat(steps(run, "loss")).containsExactly(1L, 3L, 4L, 5L);
      assertThat(steps(run, "l\u00f6ss \ud83e\udd89")).containsExactly(4L);
      assertThat(run.name()).isEqualTo("n\u00e4me \ud83e\udd89");
      assertThat(run.metricNames().stream().filter(name -> name.startsWith("blank~"))).hasSize(1);
      assertThat(run.tags()).hasSize(50);
      assertThat(run.config()).containsEntry("note", "a text");
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(pluto.refusals()).isEmpty();
      for (String said :
          List.of("cannot store the project", "300", "step -2", "cannot store the name")) {
        assertThat(awkward.said()).as(said).filteredOn(line -> line.contains(said)).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, agent option 'nonsense' is ignored: it is not of the form name=value",
    "url.injest=http://x, Unknown agent option 'url.injest' (ignored). Did you mean 'url.ingest'?",
    "=, agent option '=' is ignored: it is not of the form name=value"
  })
  void anAgentOptionThatCannotBeReadIsOneLine(String options, String line) {
    Jvm.Ended ended = Jvm.in(home).withAgent(options).run(NoClient.class);

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.said()).hasSize(1);
    assertThat(ended.said().get(0)).startsWith("pluto: " + line);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:3001, does not start with http:// or https://",
    "http://host:port, has a port that is not a number",
    "https://user:secret@host, has a user name or password in it",
    "http://host/api, has more in it than scheme",
    "http://[, names no host"
  })
  void aMalformedUrlIsOneLineAndNothingGoesElsewhere(String url, String fault) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended = fewRows(Jvm.in(home).withPluto(pluto.url()).variable("PLUTO_URL_API", url));

      assertThat(ended.said())
          .filteredOn(
              line ->
                  line.contains("PLUTO_URL_API")
                      && line.contains(fault)
                      && line.contains("expected a URL such as"))
          .hasSize(1);
      assertThat(ended.stderr()).doesNotContain("secret");
      assertThat(pluto.requests()).isEmpty();
    }
  }

  /** All in one program: each costs its line, and none of them what another one means. */
  @Test
  void whatIsNotMeantIsOneLineEachAndEverythingIsLogged() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          sine(
              Jvm.in(home)
                  .withPluto(pluto.url())
                  .option("-Dpluto.projct=x")
                  .variable("PLUTO_PROJCT", "x")
                  .variable("MLOP_PROJECT", "x")
                  .variable("PLUTO_WANDB_BINDINGS", "/nowhere/x.binding")
                  .variable("PLUTO_UPLOAD_BATCH_POINTS", "many")
                  .variable("PLUTO_INIT_TIMEOUT_SECONDS", "soon"));

      for (String line :
          List.of(
              "Unknown setting pluto.projct (ignored). Did you mean pluto.project?",
              "Unknown setting PLUTO_PROJCT (ignored). Did you mean PLUTO_PROJECT?",
              "MLOP_PROJECT is deprecated; set PLUTO_PROJECT instead.",
              "there is no file /nowhere/x.binding",
              "PLUTO_UPLOAD_BATCH_POINTS: 'many' is not",
              "PLUTO_INIT_TIMEOUT_SECONDS: 'soon' is not a duration; expected a number of seconds"
                  + " such as 5 or 0.5. Using 10.")) {
        assertThat(ended.said()).as(line).filteredOn(said -> said.contains(line)).hasSize(1);
      }
      assertThat(pluto.runs()).hasSize(1);
      assertThat(pluto.runs().get(0).pointCount()).isEqualTo(11);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" %s ", "\"%s\"\n"})
  void whatStandsAroundAKeyIsDroppedAndSaid(String form) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().acceptOnly("mlpi_fedcba9876543210");
      Jvm.Ended ended =
          fewRows(
              Jvm.in(home)
                  .withServices(pluto.url())
                  .variable("PLUTO_API_KEY", String.format(form, "mlpi_fedcba9876543210")));

      assertThat(ended.said())
          .filteredOn(said -> said.contains("around it, which are ignored"))
          .hasSize(1);
      assertThat(ended.stderr()).doesNotContain("mlpi_fedc");
      assertThat(pluto.runs()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlpi_x\r\nX-Evil: secret",
        "mlpi\tsecret",
        "mlpi secret",
        "\"\"",
        "mlpi_secr\u00e9t"
      })
  void whatCannotBeAKeyIsNeverSentAndNotShown(String key) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          fewRows(Jvm.in(home).withServices(pluto.url()).variable("PLUTO_API_KEY", key));

      assertThat(ended.said()).hasSize(1);
      assertThat(ended.said().get(0))
          .contains("the key in PLUTO_API_KEY")
          .doesNotContain("secr", "Evil");
      assertThat(pluto.requests()).isEmpty();
    }
  }

  private static Jvm.Ended fewRows(Jvm jvm) {
    return ended(jvm.withAgent().withExampleClient().run(FewRows.class));
  }

  private static Jvm.Ended sine(Jvm jvm) {
    return ended(jvm.withAgent().run(Sine.class, Jvm.freePort(), 5, 0));
  }

  private static Jvm.Ended ended(Jvm.Ended program) {
    assertThat(program.exitCode()).as(program.toString()).isZero();
    return program;
  }

  private static List<Long> steps(RunView run, String metric) {
    return run.points(metric).stream().map(Point::step).collect(Collectors.toList());
  }
}
