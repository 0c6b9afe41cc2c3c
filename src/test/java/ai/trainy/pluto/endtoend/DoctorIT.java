package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.Fault;
import ai.trainy.pluto.local.LocalPluto;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code doctor} says before a program runs whether it would log to Pluto. */
class DoctorIT {
  private static final String KEY = "mlpi_0123456789abcdef";

  @TempDir Path home;

  @Test
  void whereEverythingIsRightItSaysSoAndAProgramDoesLog() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended doctor =
          Jvm.in(home)
              .withPluto(pluto.url())
              .commandLineProcess("doctor", "--class-path", classPath());

      assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
      assertThat(doctor.stderr()).isEmpty();
      assertThat(doctor.stdout())
          .contains("Signed in to local at " + pluto.url())
          .contains(pluto.url() + " answers in ")
          .containsOnlyOnce("agree with this machine's")
          .contains("com.wandb.client.WandbRun", "WandbRun.log(org.json.JSONObject, int)")
          .containsPattern("PLUTO_API_KEY +present +PLUTO_API_KEY")
          .containsPattern("PLUTO_URL_API +" + pluto.url() + " +PLUTO_URL_API")
          .containsPattern("PLUTO_FINISH_TIMEOUT_SECONDS +5 +default")
          .endsWith("\nThis program can log to wandb and to Pluto.\n")
          .doesNotContain("FAIL", KEY);
      assertThat(pluto.runs()).isEmpty();

      Jvm.in(home).withAgent().withPluto(pluto.url()).run(Sine.class, Jvm.freePort(), 5, 0);
      assertThat(pluto.runs()).hasSize(1);
    }
  }

  @Test
  void lookingLeavesNothingBehind() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.in(home).withPluto(pluto.url()).commandLineProcess("doctor", "--class-path", classPath());

      try (Stream<Path> files = Files.list(home)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .allMatch(name -> name.startsWith("std"));
      }
    }
  }

  @Test
  void everySettingIsThereForProgramsWithItsSource() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended doctor =
          Jvm.in(home)
              .withPluto(pluto.url())
              .option("-Dpluto.project=mine")
              .commandLine("doctor", "--json", "--agent-options", "finish.timeout.seconds=9");
      JSONObject json = new JSONObject(doctor.stdout());

      assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
      assertThat(json.getBoolean("wouldLogToPluto")).isTrue();
      assertThat(json.getBoolean("clientsChecked")).isFalse();
      assertThat(json.getBoolean("wandb")).isTrue();
      assertThat(setting(json, "PLUTO_API_KEY").getString("value")).isEqualTo("present");
      assertThat(setting(json, "PLUTO_PROJECT").getString("source"))
          .isEqualTo("property pluto.project");
      assertThat(setting(json, "PLUTO_FINISH_TIMEOUT_SECONDS").getString("value")).isEqualTo("9");
      assertThat(setting(json, "PLUTO_FINISH_TIMEOUT_SECONDS").getString("source"))
          .isEqualTo("agent option finish.timeout.seconds");
      assertThat(doctor.stdout()).doesNotContain(KEY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PLUTO_API_KEY, mlpi_unknown, Sign-in, Key not found, Create a key at",
    "PLUTO_API_KEY, '', Sign-in, no API key, login",
    "PLUTO_API_KEY, mlpi x, Sign-in, holds characters, login",
    "PLUTO_MODE, offline, Settings, PLUTO_MODE is offline, PLUTO_MODE=online",
    "PLUTO_MODE, sometimes, Settings, 'online, offline or disabled', Correct it",
    "PLUTO_DISABLED, true, Settings, PLUTO_DISABLED is true: nothing is logged, PLUTO_MODE=online",
    "WANDB_MODE, disabled, Settings, nothing is logged to Pluto either, PLUTO_MODE=online",
    "PLUTO_URL_API, pluto.lab, Settings, does not start with http, Correct it",
    "PLUTO_URL_INGEST, http://127.0.0.1:9, Service, http://127.0.0.1:9 is not reached, firewall",
    "PLUTO_WANDB_BINDINGS, /nowhere.binding, Bindings, there is no file, docs/bindings.md"
  })
  void whatIsInTheWayIsAFailureWithARemedy(
      String variable, String value, String subject, String text, String advice)
      throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().acceptOnly(KEY);
      Jvm.Ended doctor =
          Jvm.in(home)
              .withPluto(pluto.url())
              .variable(variable, value)
              .commandLine("doctor", "--json");

      assertOneFailure(doctor, subject, text, advice);
    }
  }

  @Test
  void aWandbThatTheClientCannotStartIsAFailureWithARemedy() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended doctor =
          Jvm.in(home)
              .withPluto(pluto.url())
              .withCurrentWandb()
              .commandLineProcess("doctor", "--json", "--class-path", classPath());

      assertOneFailure(doctor, "wandb", "has no grpc-server", "DISABLE_WANDB_LOGGING=true");
    }
  }

  private static void assertOneFailure(
      Jvm.Ended doctor, String subject, String text, String advice) {
    JSONObject json = new JSONObject(doctor.stdout());
    assertThat(doctor.exitCode()).as(doctor.toString()).isOne();
    assertThat(json.getBoolean("wouldLogToPluto")).isFalse();
    assertThat(findings(json, "failure"))
        .hasSize(1)
        .first()
        .satisfies(
            finding -> {
              assertThat(finding.getString("subject")).isEqualTo(subject);
              assertThat(finding.getString("text")).contains(text);
              assertThat(finding.getString("advice")).contains(advice);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "PLUTO_PROJCT, x, Did you mean PLUTO_PROJECT?",
    "PLUTO_FINISH_TIMEOUT_SECONDS, soon, is not a duration",
    "MLOP_PROJECT, x, is deprecated",
    "PLUTO_URL_APP, http://127.0.0.1:9, is not reached",
    "PLUTO_DIR, /dev/null, /dev/null cannot be written: data is kept in"
  })
  void whatIsNotInTheWayIsAWarning(String variable, String value, String text) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended doctor =
          Jvm.in(home)
              .withPluto(pluto.url())
              .variable(variable, value)
              .commandLine("doctor", "--json");

      assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
      assertThat(findings(new JSONObject(doctor.stdout()), "warning"))
          .hasSize(1)
          .first()
          .satisfies(finding -> assertThat(finding.getString("text")).contains(text));
    }
  }

  @Test
  void aServerInTroubleIsNoPlaceToLogTo() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.faults().always("/healthz", Fault.status(503));
      Jvm.Ended doctor = Jvm.in(home).withPluto(pluto.url()).commandLine("doctor");

      assertThat(doctor.exitCode()).as(doctor.toString()).isOne();
      assertThat(doctor.stdout())
          .contains("HTTP 503")
          .endsWith("1 problem found: programs on this machine cannot log to Pluto.\n");
    }
  }

  @Test
  void aMachineWithoutNetworkIsToldSo() {
    Jvm.Ended doctor =
        Jvm.in(home).withPluto(URI.create("http://127.0.0.1:9")).commandLine("doctor");

    assertThat(doctor.exitCode()).as(doctor.toString()).isOne();
    assertThat(doctor.stdout()).contains("4 problems found").doesNotContain("\tat ");
  }

  @Test
  void aClassPathWithoutAClientIsToldSo() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended doctor =
          Jvm.in(home)
              .withPluto(pluto.url())
              .commandLine("doctor", "-cp", home + File.pathSeparator + "absent.jar");

      assertThat(doctor.exitCode()).as(doctor.toString()).isOne();
      assertThat(doctor.stdout())
          .contains("no wandb client that the agent knows", "PLUTO_WANDB_BINDINGS", "absent.jar");
    }
  }

  @Test
  void clientsOfOnesOwnAreFoundByTheirBinding() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended doctor =
          Jvm.in(home)
              .withPluto(pluto.url())
              .withExampleClient()
              .commandLine("doctor", "-cp", Jvm.jar("full-wandb-client"));

      assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
      assertThat(doctor.stdout())
          .contains("1 client described in ", "Run.log(java.util.Map, long)");
    }
  }

  @Test
  void aBindingWhoseClientIsNotThereIsAWarning() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended doctor =
          Jvm.in(home)
              .withPluto(pluto.url())
              .withExampleClient()
              .commandLineProcess("doctor", "-cp", classPath());

      assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
      assertThat(doctor.stdout())
          .containsPattern(
              "warn +no class of a client that .*[.]binding.* describes is there: com.example");
    }
  }

  @Test
  void withoutWandbItIsEnoughToLogToPluto() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended doctor =
          Jvm.in(home)
              .withServices(pluto.url())
              .variable("WANDB_API_KEY", KEY)
              .variable("DISABLE_WANDB_LOGGING", "yes")
              .commandLine("doctor", "-cp", classPath());

      assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
      assertThat(doctor.stdout())
          .contains("with the key in WANDB_API_KEY")
          .endsWith("This program can log to Pluto alone.\n");
    }
  }

  /** Of a program that has the client, and nothing of ours. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.matches(".*(wandb-client-stand-in|json-\\d).*jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static JSONObject setting(JSONObject json, String variable) {
    return objects(json.getJSONArray("settings"))
        .filter(setting -> setting.getString("variable").equals(variable))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JSONObject> objects(JSONArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(JSONObject.class::cast);
  }

  private static List<JSONObject> findings(JSONObject json, String level) {
    return objects(json.getJSONArray("findings"))
        .filter(finding -> finding.getString("level").equals(level))
        .collect(Collectors.toList());
  }
}
