package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers, one machine: what was logged for one never reaches the other unasked. */
class ElsewhereIT {
  private static final int ROWS = 10;
  private static final int POINTS = 2 * ROWS + 1;

  @TempDir Path home;

  private LocalPluto theirs;
  private LocalPluto ours;
  private String finishSeconds = "120";

  @BeforeEach
  void start() throws IOException {
    theirs = LocalPluto.start();
    ours = LocalPluto.start();
  }

  @AfterEach
  void stop() {
    assertThat(theirs.refusals()).isEmpty();
    assertThat(ours.refusals()).isEmpty();
    theirs.close();
    ours.close();
  }

  @Test
  void theNextProgramLeavesWhatBelongsToAnotherServerOrIsOffline() throws IOException {
    theirs.goDown();
    finishSeconds = "0.2";
    sine(theirs, "theirs01");
    finishSeconds = "120";
    offline(ours, "offline1");

    sine(ours, "ours0001");

    assertThat(ids(ours)).containsExactly("ours0001");
    assertThat(runDirectories()).hasSize(2);
    theirs.comeBack();
    assertThat(cli(theirs).commandLine("sync").exitCode()).isEqualTo(1);
    assertThat(ids(theirs)).as("sync takes its own").containsExactly("theirs01");
    assertThat(theirs.run("sine", "theirs01").pointCount()).isEqualTo(POINTS);
    assertThat(runDirectories()).hasSize(1);
    assertThat(ids(ours)).containsExactly("ours0001");
  }

  @Test
  void syncLeavesItAndSaysWhichCommandUploadsIt() {
    offline(theirs, "theirs01");

    Jvm.Ended sync = cli(ours).commandLine("sync");
    Jvm.Ended status = cli(ours).commandLine("status");

    assertThat(sync.exitCode()).as(sync.toString()).isEqualTo(1);
    assertThat(sync.stderr())
        .startsWith("not uploaded: sine/theirs01 'first try' (1 run belongs to " + theirs.url())
        .contains("To upload it there: PLUTO_URL_API=" + theirs.url(), "sync --to-this-server");
    assertThat(status.stdout())
        .contains("BELONGS TO")
        .contains("1 run belongs to " + theirs.url(), "PLUTO_URL_API=" + theirs.url());
    JSONObject run =
        new JSONObject(cli(ours).commandLine("status", "--json").stdout())
            .getJSONArray("homes")
            .getJSONObject(0)
            .getJSONArray("runs")
            .getJSONObject(0);
    assertThat(run.getString("belongs")).isEqualTo("other-server");
    assertThat(run.getString("server")).isEqualTo(theirs.url().toString());
    assertThat(ours.runs()).isEmpty();
    assertThat(theirs.runs()).isEmpty();

    assertThat(cli(theirs).commandLine("sync").exitCode()).isZero();
    assertThat(theirs.run("sine", "theirs01").pointCount()).isEqualTo(POINTS);
  }

  @Test
  void aScriptBringsItHereOnlyIfItSaysYes() {
    offline(theirs, "theirs01");

    Jvm.Ended asked = cli(ours).commandLine("sync", "--to-this-server");
    assertThat(asked.exitCode()).as(asked.toString()).isEqualTo(1);
    assertThat(ours.runs()).isEmpty();

    Jvm.Ended sync = cli(ours).commandLine("sync", "--to-this-server", "--yes");

    assertThat(sync.exitCode()).as(sync.toString()).isZero();
    assertThat(sync.stdout())
        .endsWith("Uploaded 1 of 1 run: " + POINTS + " values sent, 0 rejected.\n");
    assertThat(ours.run("sine", "theirs01").pointCount()).isEqualTo(POINTS);
    assertThat(theirs.runs()).isEmpty();
    assertThat(runDirectories()).isEmpty();
  }

  @Test
  void aRunOfAnEarlierVersionGoesUpOnlyIfSomeoneSaysYes() throws IOException {
    offline(ours, "old00001");
    Files.delete(runDirectories().get(0).resolve("destination"));

    sine(ours, "new00001");
    Jvm.Ended asked = cli(ours).commandLine("sync");

    assertThat(asked.exitCode()).as(asked.toString()).isEqualTo(1);
    assertThat(asked.stderr()).contains("does not say which server it belongs to");
    assertThat(ids(ours)).containsExactly("new00001");
    assertThat(cli(ours).commandLine("sync", "--yes").exitCode()).isZero();
    assertThat(ours.run("sine", "old00001").pointCount()).isEqualTo(POINTS);
  }

  @Test
  void atATerminalAPersonIsAsked() throws Exception {
    assumeTrue(Terminal.isPossible(), "needs script of util-linux");
    offline(theirs, "theirs01");

    try (Terminal no = cli(ours).terminal("sync", "--to-this-server")) {
      no.await("Upload it to " + ours.url()).await("[y/N]").type("\n");
      assertThat(no.exitCode()).as(no.screen()).isEqualTo(1);
    }
    assertThat(ours.runs()).isEmpty();
    try (Terminal yes = cli(ours).terminal("sync", "--to-this-server")) {
      yes.await("as a new run? [y/N]").type("y\n");
      assertThat(yes.exitCode()).as(yes.screen()).isZero();
    }
    assertThat(ours.run("sine", "theirs01").pointCount()).isEqualTo(POINTS);
  }

  private Jvm cli(LocalPluto pluto) {
    return Jvm.in(home).withPluto(pluto.url());
  }

  private void offline(LocalPluto pluto, String id) {
    OrphanedRuns.in(home, pluto.url()).sine(id, ROWS, 0);
  }

  private void sine(LocalPluto pluto, String id) {
    Jvm.Ended sine =
        cli(pluto)
            .withAgent()
            .variable("WANDB_RUN_ID", id)
            .variable("PLUTO_FINISH_TIMEOUT_SECONDS", finishSeconds)
            .run(Sine.class, Jvm.freePort(), ROWS, 0);
    assertThat(sine.exitCode()).as(sine.toString()).isZero();
  }

  private static List<String> ids(LocalPluto pluto) {
    return pluto.runs().stream()
        .map(run -> run.externalId().orElse(""))
        .sorted()
        .collect(Collectors.toList());
  }

  private List<Path> runDirectories() {
    try (Stream<Path> files = Files.walk(home.resolve(".local/state/pluto"), 3)) {
      return files
          .filter(file -> file.endsWith("intent"))
          .map(Path::getParent)
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
