package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.endtoend.programs.Unclear;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pluto is the only copy: what the key has to do with that. */
class CutOverKeyIT {
  private static final String KEY = "mlpi_fedcba9876543210-".substring(0, 21);
  private static final String KEY_OF_WANDB = "0123456789abcdef0123456789abcdef01234567";
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  @TempDir Path home;

  @Test
  void theKeyInWandbsVariableIsTakenAndNotShown() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().acceptOnly(KEY);
      Jvm.Ended sine = sine(alone(pluto.url()).variable("WANDB_API_KEY", KEY));

      assertThat(sine.exitCode()).as(sine.toString()).isEqualTo(3);
      assertThat(pluto.run("sine", "keyed001").pointCount()).isEqualTo(11);
      assertThat(sine.said())
          .filteredOn(line -> line.contains("signing in to Pluto with the key in WANDB_API_KEY"))
          .hasSize(1);
      assertThat(sine.stderr() + sine.stdout()).doesNotContain(KEY);
    }
  }

  @Test
  void plutosOwnKeyComesFirst() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().acceptOnly(KEY);
      Jvm.Ended sine =
          sine(
              alone(pluto.url())
                  .variable("PLUTO_API_KEY", KEY)
                  .variable("WANDB_API_KEY", KEY_OF_WANDB));

      assertThat(pluto.run("sine", "keyed001").pointCount()).isEqualTo(11);
      assertThat(sine.said()).hasSize(2).noneMatch(line -> line.contains("WANDB_API_KEY"));
    }
  }

  @Test
  void withoutAKeyEverythingIsKeptForSync() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended sine = sine(alone(pluto.url()));

      assertThat(sine.exitCode()).as(sine.toString()).isEqualTo(3);
      assertThat(sine.stdout()).startsWith("Run 'first try' is kept in " + home);
      assertKept(sine, "there is no key for Pluto");
      assertSyncUploads(pluto);
    }
  }

  @Test
  void aKeyOfWandbIsRecognisedAndEverythingIsKept() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended sine = sine(alone(pluto.url()).variable("WANDB_API_KEY", KEY_OF_WANDB));

      assertKept(sine, "the key in WANDB_API_KEY is wandb's");
      assertThat(sine.stderr()).doesNotContain(KEY_OF_WANDB);
      assertThat(pluto.requests()).isEmpty();
    }
  }

  private void assertKept(Jvm.Ended sine, String why) {
    List<String> said = sine.said();
    assertThat(said).as(sine.toString()).hasSize(2);
    assertThat(said.get(0))
        .startsWith("pluto: WARNING: " + why)
        .contains("DISABLE_WANDB_LOGGING", "kept in " + home, "PLUTO_API_KEY", "/api-keys", "sync");
    assertThat(said.get(1))
        .contains("run 'first try' incomplete: 0 of 11 values uploaded", "kept in " + home, "sync");
  }

  private void assertSyncUploads(LocalPluto pluto) {
    Jvm.Ended sync =
        Jvm.in(home).withServices(pluto.url()).variable("PLUTO_API_KEY", KEY).commandLine("sync");
    assertThat(sync.exitCode()).as(sync.toString()).isZero();
    assertThat(pluto.run("sine", "keyed001").pointCount()).isEqualTo(11);
    assertThat(pluto.run("sine", "keyed001").status()).isEqualTo("FAILED");
  }

  @Test
  void aKeyThatIsRefusedIsSaidAtOnceAndAtTheEnd() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().acceptOnly(KEY);
      Jvm.Ended sine = sine(alone(pluto.url()).variable("PLUTO_API_KEY", "mlpi_another"));

      assertThat(sine.exitCode()).as(sine.toString()).isEqualTo(3);
      assertThat(sine.said()).hasSize(2);
      assertThat(sine.said().get(0)).contains("Pluto rejected the key in PLUTO_API_KEY");
      assertThat(sine.said().get(1)).contains("0 of 11", "the only copy there is", "sync");
      assertSyncUploads(pluto);
    }
  }

  @Test
  void aRequiredKeyThatIsMissingStopsTheProgram() {
    Jvm.Ended sine = sine(alone(NOBODY).variable("PLUTO_REQUIRED", "true"));

    assertThat(sine.exitCode()).as(sine.toString()).isEqualTo(78);
    assertThat(sine.stdout()).isEmpty();
    assertThat(sine.said())
        .filteredOn(line -> line.contains("stopped with exit code 78"))
        .hasSize(1)
        .first()
        .asString()
        .contains("PLUTO_REQUIRED", "there is no key for Pluto", "/api-keys");
  }

  @Test
  void aRequiredKeyThatIsRefusedStopsTheProgram() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().acceptOnly(KEY);
      Jvm.Ended sine =
          sine(
              alone(pluto.url())
                  .variable("PLUTO_API_KEY", "mlpi_another")
                  .variable("PLUTO_REQUIRED", "true"));

      assertThat(sine.exitCode()).as(sine.toString()).isEqualTo(78);
      assertThat(sine.stdout()).isEmpty();
      assertThat(sine.said()).hasSize(1).first().asString().contains("Key not found");
      assertThat(pluto.runs()).isEmpty();
    }
  }

  @Test
  void aRequiredKeyThatIsAcceptedChangesNothing() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended sine =
          sine(
              alone(pluto.url()).variable("PLUTO_API_KEY", KEY).variable("PLUTO_REQUIRED", "true"));

      assertThat(sine.exitCode()).as(sine.toString()).isEqualTo(3);
      assertThat(pluto.run("sine", "keyed001").pointCount()).isEqualTo(11);
      assertThat(sine.said()).hasSize(2);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsNoRefusal() {
    Jvm.Ended sine =
        sine(
            alone(NOBODY)
                .variable("PLUTO_API_KEY", KEY)
                .variable("PLUTO_INIT_TIMEOUT_SECONDS", "1")
                .variable("PLUTO_FINISH_TIMEOUT_SECONDS", "1")
                .variable("PLUTO_REQUIRED", "true"));

    assertThat(sine.exitCode()).as(sine.toString()).isEqualTo(3);
    assertThat(sine.said()).anyMatch(line -> line.contains("has not rejected it either"));
  }

  @Test
  void whereNothingWouldBeUploadedARequiredRunStopsTheProgram() throws IOException {
    Path bad = Files.writeString(home.resolve("bad.binding"), "class a.B\n  nonsense\n");
    assertStopped(alone(NOBODY).variable("PLUTO_WANDB_BINDINGS", bad.toString()), "line 2");
    assertStopped(alone(NOBODY).variable("PLUTO_MODE", "offline"), "PLUTO_MODE is offline");
    assertStopped(alone(NOBODY).variable("PLUTO_URL_API", "http//x"), "PLUTO_URL_API");
    assertStopped(alone(NOBODY).variable("PLUTO_PROXY", "ftp://proxy:1"), "PLUTO_PROXY");
    assertStopped(
        alone(URI.create("http://pluto.invalid"))
            .variable("http_proxy", "ftp://proxy:1")
            .variable("PLUTO_INIT_TIMEOUT_SECONDS", "1"),
        "http_proxy");
    assertStopped(
        alone(NOBODY).variable("PLUTO_WANDB_BINDINGS", home + "/none.binding"), "there is no file");
  }

  private static void assertStopped(Jvm jvm, String why) {
    Jvm.Ended sine = sine(jvm.variable("PLUTO_API_KEY", KEY).variable("PLUTO_REQUIRED", "true"));

    assertThat(sine.exitCode()).as(sine.toString()).isEqualTo(78);
    assertThat(sine.stdout()).isEmpty();
    assertThat(sine.said())
        .filteredOn(line -> line.contains("stopped with exit code 78"))
        .hasSize(1)
        .first()
        .asString()
        .contains(why)
        .doesNotContain("A key is made");
  }

  @Test
  void aClientThatLeavesThingsOpenStopsAProgramThatRequiresItsRun() throws IOException {
    Path binding =
        Files.writeString(
            home.resolve("own.binding"),
            "class "
                + Unclear.class.getName()
                + "\n  start(String) : init project=arg0\n  log(Map) : log data=arg0\n");
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm jvm =
          alone(pluto.url())
              .variable("PLUTO_API_KEY", KEY)
              .variable("PLUTO_WANDB_BINDINGS", binding.toString());
      Jvm.Ended guessed = jvm.run(Unclear.class);
      Jvm.Ended stopped = jvm.variable("PLUTO_REQUIRED", "true").run(Unclear.class);

      assertThat(guessed.exitCode()).as(guessed.toString()).isZero();
      assertThat(guessed.stdout()).isEqualTo("trained 5\n");
      assertThat(guessed.said())
          .anyMatch(
              line ->
                  line.contains("Unclear.shouldContinue() would answer true")
                      && line.contains("shouldContinue() : skip answer=..."))
          .anyMatch(line -> line.contains("Calls that reached no run"));
      assertThat(stopped.exitCode()).as(stopped.toString()).isEqualTo(78);
      assertThat(stopped.stdout()).isEmpty();
      assertThat(stopped.said()).last().asString().contains("PLUTO_REQUIRED", "shouldContinue()");
    }
  }

  @Test
  void besideWandbNothingIsRequired() {
    Jvm.Ended sine = sine(Jvm.in(home).withAgent().variable("PLUTO_REQUIRED", "true"));

    assertThat(sine.exitCode()).as(sine.toString()).isEqualTo(3);
  }

  private static Jvm.Ended sine(Jvm jvm) {
    return jvm.variable("WANDB_RUN_ID", "keyed001").run(Sine.class, Jvm.freePort(), 5, 3);
  }

  private Jvm alone(URI pluto) {
    return Jvm.in(home)
        .withAgent()
        .withServices(pluto)
        .withoutWandb()
        .variable("DISABLE_WANDB_LOGGING", "true");
  }
}
