package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Endless;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What waits for upload is shown by {@code status}, on the command line of the built jar. */
class StatusIT {
  @TempDir Path home;

  @Test
  void showsNothingWhereNothingWaits() {
    Jvm.Ended status = Jvm.in(home).commandLine("status");

    assertThat(status.exitCode()).as(status.toString()).isZero();
    assertThat(status.stdout()).contains("nothing to upload");
    assertThat(status.stderr()).isEmpty();
  }

  @Test
  void saysWhoIsSignedInByWhichKeyAndWhere() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended status = Jvm.in(home).withPluto(pluto.url()).commandLine("status");
      JSONObject json =
          new JSONObject(
                  Jvm.in(home).withPluto(pluto.url()).commandLine("status", "--json").stdout())
              .getJSONObject("signIn");

      assertThat(status.stdout())
          .startsWith("Signed in to local at " + pluto.url() + " with the key in PLUTO_API_KEY.\n");
      assertThat(json.getString("state")).isEqualTo("signed-in");
      assertThat(json.getString("organization")).isEqualTo("local");
      assertThat(json.getString("keySource")).isEqualTo("PLUTO_API_KEY");
      assertThat(json.getString("server")).isEqualTo(pluto.url().toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mlpi_unknown, refused, rejected the key in PLUTO_API_KEY (Key not found)",
    "mlpi unknown, unusable, the key in PLUTO_API_KEY holds characters",
    "'', no-key, no API key"
  })
  void saysWhyNobodyIsSignedIn(String key, String state, String why) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().acceptOnly("mlpi_other");
      Jvm cli = Jvm.in(home).withServices(pluto.url()).variable("PLUTO_API_KEY", key);

      assertThat(cli.commandLine("status").stdout())
          .startsWith("Not signed in: ")
          .contains(why, "/api-keys")
          .doesNotContain("unknown");
      assertThat(
              new JSONObject(cli.commandLine("status", "--json").stdout())
                  .getJSONObject("signIn")
                  .getString("state"))
          .isEqualTo(state);
    }
  }

  @Test
  void saysThatAServerWhichIsAwayWasNotAsked() {
    Jvm.Ended status =
        Jvm.in(home).withPluto(URI.create("http://127.0.0.1:9")).commandLine("status");

    assertThat(status.exitCode()).isZero();
    assertThat(status.stdout())
        .startsWith("There is the key in PLUTO_API_KEY, which was not checked: http://127.0.0.1:9");
  }

  @Test
  void tellsRunsInUseFromThoseThatEndedAndThoseThatWereKilled() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      offline(pluto, "sine0001");
      try (Running killed = endless(pluto, "killed01")) {
        killed.awaitOutput("first half");
      }
      try (Running live = endless(pluto, "alive001")) {
        live.awaitOutput("first half");
        // Looking twice: the first look has taken nothing from anyone.
        status();
        JSONArray runs = status();

        JSONObject sine = run(runs, "sine0001");
        assertThat(sine.getString("state")).isEqualTo("finished");
        assertThat(sine.getInt("exitCode")).isEqualTo(3);
        assertThat(sine.getInt("pendingValues")).isEqualTo(21);
        assertThat(sine.getInt("pendingBytes")).isPositive();
        assertThat(sine.getString("project")).isEqualTo("sine");
        assertThat(sine.getString("name")).isEqualTo("first try");
        assertThat(sine.getJSONArray("setAside")).isEmpty();
        assertThat(run(runs, "killed01").getString("state")).isEqualTo("killed");
        assertThat(run(runs, "killed01").isNull("exitCode")).isTrue();
        assertThat(run(runs, "alive001").getString("state")).isEqualTo("in-use");

        List<String> table =
            Jvm.in(home).commandLine("status").stdout().lines().collect(Collectors.toList());
        assertThat(table.get(0)).startsWith("Not signed in: no API key.");
        assertThat(table.get(3)).startsWith("PROJECT").endsWith("STATE");
        assertThat(table)
            .anyMatch(
                line -> line.matches("sine +sine0001 +first try .* finished, .*\\(exit code 3\\)"))
            .anyMatch(line -> line.contains("killed01") && line.endsWith("killed, not uploaded"))
            .anyMatch(line -> line.contains("alive001") && line.endsWith("in use"))
            .anyMatch(line -> line.startsWith("2 runs belong to " + pluto.url()));
      }
    }
  }

  @Test
  void showsWhatIsSetAsideUntilItIsDeleted() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      offline(pluto, "sine0001");
      Path run = Path.of(run(status(), "sine0001").getString("path"));
      Path segment = run.resolve("00000001.segment");
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2] ^= 0x5A;
      Files.write(segment, bytes);

      Jvm.Ended sync = Jvm.in(home).withPluto(pluto.url()).commandLine("sync");

      assertThat(sync.exitCode()).as(sync.toString()).isEqualTo(1);
      assertThat(sync.stderr()).contains("cannot be read", "damaged   " + segment + ".damaged");
      assertThat(pluto.run("sine", "sine0001").pointCount()).isBetween(1L, 20L);
      assertThat(status()).isEmpty();
      Path aside = run.resolve("00000001.segment.damaged");
      assertThat(Jvm.in(home).commandLine("status").stdout()).contains("set aside: " + aside);
      assertThat(Files.readAllBytes(aside)).isEqualTo(bytes);

      Jvm.Ended again = Jvm.in(home).withPluto(pluto.url()).commandLine("sync");
      assertThat(again.exitCode()).as(again.toString()).isEqualTo(1);
      assertThat(again.stderr()).startsWith("damaged   " + aside);

      Files.delete(aside);
      assertThat(Jvm.in(home).commandLine("status").stdout()).doesNotContain("set aside");
    }
  }

  @Test
  void copiesOfRefusedFilesAreSetAsideAndALockThatWasDeletedIsNamed() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      offline(pluto, "sine0001");
      Path run = Path.of(run(status(), "sine0001").getString("path"));
      Path copy = run.resolve("files/000000001-plot.rejected");
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, "refused");
      Files.delete(run.resolve("lock"));

      assertThat(Jvm.in(home).commandLine("status").stdout())
          .contains("set aside: " + copy, "unknown (its file 'lock' was deleted)")
          .doesNotContain("no locks");
      assertThat(Jvm.in(home).withPluto(pluto.url()).commandLine("sync", "--dry-run").stdout())
          .startsWith("cannot read   ")
          .contains("has lost its file 'lock'", "If it is not, create an empty one");
    }
  }

  @Test
  void whatANewerVersionWroteIsLeftToThatVersion() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      offline(pluto, "sine0001");
      Path segment =
          Path.of(run(status(), "sine0001").getString("path")).resolve("00000001.segment");
      byte[] bytes = Files.readAllBytes(segment);
      bytes[11] = 2;
      Files.write(segment, bytes);

      Jvm.Ended sync = Jvm.in(home).withPluto(pluto.url()).commandLine("sync");

      assertThat(sync.exitCode()).as(sync.toString()).isEqualTo(1);
      assertThat(sync.stderr()).contains("was written by a newer version of the agent");
      assertThat(Jvm.in(home).commandLine("status").stdout())
          .contains("written by a newer version");
      assertThat(segment).hasBinaryContent(bytes);
      assertThat(pluto.runs()).isEmpty();
    }
  }

  private JSONArray status() {
    Jvm.Ended status = Jvm.in(home).commandLine("status", "--json");
    assertThat(status.exitCode()).as(status.toString()).isZero();
    return new JSONObject(status.stdout())
        .getJSONArray("homes")
        .getJSONObject(0)
        .getJSONArray("runs");
  }

  private static JSONObject run(JSONArray runs, String id) {
    for (Object run : runs) {
      if (((JSONObject) run).getString("externalId").equals(id)) {
        return (JSONObject) run;
      }
    }
    throw new AssertionError("no " + id + " in " + runs);
  }

  private void offline(LocalPluto pluto, String id) {
    OrphanedRuns.in(home, pluto.url()).sine(id, 10, 3);
  }

  private Running endless(LocalPluto pluto, String id) throws IOException {
    return Jvm.in(home)
        .withAgent()
        .withPluto(pluto.url())
        .withExampleClient()
        .variable("PLUTO_MODE", "offline")
        .spawn(Endless.class, id, 5, home.resolve("never"));
  }
}
