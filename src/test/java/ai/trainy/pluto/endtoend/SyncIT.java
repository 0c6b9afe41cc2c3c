package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Endless;
import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.Fault;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was left behind reaches Pluto by {@code sync}, on the command line of the built jar. */
class SyncIT {
  private static final int ROWS = OrphanedRuns.ROWS;
  private static final int POINTS = OrphanedRuns.POINTS;

  @TempDir Path home;

  private LocalPluto pluto;

  @BeforeEach
  void start() throws IOException {
    pluto = LocalPluto.start();
  }

  @AfterEach
  void stop() {
    assertThat(pluto.refusals()).isEmpty();
    pluto.close();
  }

  @Test
  void aRunThatNeverSawTheServerIsThereWholeAndAtItsTimes() throws IOException {
    pluto.goDown();
    Instant before = Instant.now();
    sine("sine0001", 3);
    Instant after = Instant.now();
    pluto.comeBack();
    assertThat(pluto.runs()).isEmpty();

    Jvm.Ended sync = jvm().commandLine("sync");

    assertThat(sync.exitCode()).as(sync.toString()).isZero();
    RunView run = pluto.run("sine", "sine0001");
    assertThat(numbers(run)).isEqualTo(new WandbRecord(record("sine0001")).numbers());
    assertThat(run.pointCount()).isEqualTo(POINTS).isEqualTo(run.rawRows());
    assertThat(run.name()).isEqualTo("first try");
    assertThat(run.config()).containsEntry("function", "sin");
    assertThat(run.status()).isEqualTo("FAILED");
    assertThat(run.createdAt()).isBetween(before, after);
    assertThat(run.statusUpdated()).isBetween(run.createdAt(), after);
    assertThat(sync.stdout().lines())
        .containsExactly(
            "uploading sine/sine0001 'first try'",
            "uploaded  sine/sine0001 'first try': 41 values",
            "Uploaded 1 of 1 run: 41 values sent, 0 rejected.");
    assertThat(sync.stderr()).isEmpty();
  }

  @Test
  void aRunThatRanOfflineIsThereWhole() {
    sine(jvm().withAgent(), "sine0001", 0, "offline");

    // The mode of the environment is that of programs: whoever says sync means it.
    Jvm.Ended sync = jvm().variable("PLUTO_MODE", "offline").commandLine("sync");

    assertThat(sync.exitCode()).as(sync.toString()).isZero();
    RunView run = pluto.run("sine", "sine0001");
    assertThat(run.pointCount()).isEqualTo(POINTS);
    assertThat(run.status()).isEqualTo("COMPLETED");
  }

  @Test
  void aRunWhoseProgramWasKilledIsThereUpToItsLastRowAndFailed() throws IOException {
    pluto.goDown();
    try (Running program = endless()) {
      Files.createFile(home.resolve("go"));
      program.awaitOutput("second half");
      program.kill();
    }
    pluto.comeBack();

    Jvm.Ended sync = jvm().commandLine("sync");

    assertThat(sync.exitCode()).as(sync.toString()).isZero();
    RunView run = pluto.run("endless", "endless1");
    assertThat(run.points("loss")).hasSize(40);
    assertThat(run.last("loss").step()).isEqualTo(39);
    assertThat(run.status()).isEqualTo("FAILED");
  }

  @Test
  void aRunThatPlutoFailedMeanwhileEndsAsItsProgramDid() throws IOException {
    pluto.faults().always("/api/runs/status/update", Fault.status(502));
    pluto.faults().always("/ingest/metrics", Fault.status(502));
    // It is waited for in vain, and must have been created by then.
    Jvm.Ended sine =
        jvm()
            .withAgent()
            .variable("WANDB_RUN_ID", "sine0001")
            .variable("PLUTO_FINISH_TIMEOUT_SECONDS", "10")
            .run(Sine.class, Jvm.freePort(), ROWS, 0);
    assertThat(sine.stderr()).contains("Its final status could not be sent either");
    Instant after = Instant.now();
    RunView left = pluto.run("sine", "sine0001");
    assertThat(left.status()).isEqualTo("RUNNING");
    pluto.reap(left.runId());
    pluto.faults().clear();

    Jvm.Ended sync = jvm().commandLine("sync");

    assertThat(sync.exitCode()).as(sync.toString()).isZero();
    RunView run = pluto.run("sine", "sine0001");
    assertThat(run.pointCount()).isEqualTo(POINTS);
    assertThat(run.status()).isEqualTo("COMPLETED");
    assertThat(run.statusHistory()).containsExactly("RUNNING", "FAILED", "RUNNING", "COMPLETED");
    assertThat(run.statusMetadata()).isEmpty();
    assertThat(run.statusUpdated()).isBetween(run.createdAt(), after);
  }

  @Test
  void aSecondSyncFindsNothing() {
    offline("sine0001", 0);
    assertThat(jvm().commandLine("sync").exitCode()).isZero();
    int requests = pluto.requests().size();

    Jvm.Ended again = jvm().commandLine("sync");

    assertThat(again.exitCode()).isZero();
    assertThat(again.stdout()).startsWith("Nothing to upload in " + journals());
    assertThat(pluto.requests()).hasSize(requests);
  }

  @Test
  void aDryRunListsAndChangesNothing() throws IOException {
    offline("sine0001", 0);
    Map<String, String> before = contents(journals());
    assertThat(jvm().commandLine("sync", "--dry-run", home).stdout())
        .startsWith("Nothing to upload in ");

    Jvm.Ended dry = jvm().variable("PLUTO_API_KEY", "").commandLine("sync", "--dry-run");

    assertThat(dry.exitCode()).as(dry.toString()).isZero();
    assertThat(dry.stdout())
        .startsWith("would upload  sine/sine0001 'first try': 41 values, ")
        .hasLineCount(1);
    assertThat(contents(journals())).isEqualTo(before);
    assertThat(pluto.requests()).isEmpty();
  }

  @Test
  void everythingThatWouldBeSentCanBeShownFirst() throws IOException {
    offline("sine0001", 0);
    Map<String, String> before = contents(journals());

    Jvm.Ended shown = jvm().commandLine("sync", "--dry-run", "--show");

    assertThat(shown.exitCode()).as(shown.toString()).isZero();
    assertThat(contents(journals())).isEqualTo(before);
    assertThat(pluto.requests()).isEmpty();
    assertThat(shown.stderr()).startsWith("would upload  sine/sine0001").hasLineCount(1);
    List<JSONObject> sent =
        shown.stdout().lines().map(JSONObject::new).collect(Collectors.toList());
    assertThat(sent.get(0).getString("send")).isEqualTo("run");
    assertThat(sent.get(0).getString("project")).isEqualTo("sine");
    assertThat(
            sent.stream()
                .filter(line -> line.getString("send").equals("metrics"))
                .mapToInt(line -> line.getJSONObject("values").length())
                .sum())
        .isEqualTo(POINTS);
    assertThat(sent.get(sent.size() - 1).getString("status")).isEqualTo("COMPLETED");
    assertThat(shown.stdout()).doesNotContain(Jvm.KEY);
  }

  @Test
  void twoAtOnceUploadEachRunOnce() {
    for (int i = 0; i < 3; i++) {
      offline("sine000" + i, 0);
    }

    List<CompletableFuture<Jvm.Ended>> both =
        Stream.of(1, 2)
            .map(i -> CompletableFuture.supplyAsync(() -> jvm().commandLine("sync")))
            .collect(Collectors.toList());

    both.forEach(one -> assertThat(one.join().exitCode()).as(one.join().toString()).isZero());
    assertThat(pluto.runs()).hasSize(3);
    assertThat(pluto.runs()).allMatch(run -> run.rawRows() == POINTS);
    assertThat(pluto.runs()).allMatch(run -> run.status().equals("COMPLETED"));
  }

  @Test
  void aRunInUseIsLeftToItsProgram() throws IOException {
    offline("sine0001", 0);
    try (Running program = endless()) {
      program.awaitOutput("first half");

      for (int attempt = 1; attempt <= 2; attempt++) {
        Jvm.Ended sync = jvm().commandLine("sync", "--run", "endless1");
        assertThat(sync.exitCode()).as(sync.toString()).isZero();
        assertThat(sync.stdout())
            .contains("in use    endless/endless1 'never done'")
            .contains("0 rejected; 1 run in use.");
        assertThat(jvm().commandLine("status").stdout()).contains("in use");
      }
      Jvm.Ended delete = jvm().commandLine("sync", "--delete", "endless1", "--yes");
      assertThat(delete.exitCode()).isEqualTo(1);
      assertThat(delete.stderr())
          .contains("was not deleted: a program or another sync is using it");

      Files.createFile(home.resolve("go"));
      Await.until(
          program::toString, () -> pluto.runs().stream().anyMatch(run -> run.rawRows() == 40));
      assertThat(pluto.run("endless", "endless1").status()).isEqualTo("RUNNING");
    }
  }

  @Test
  void onlyTheRunThatIsAskedFor() {
    offline("sine0001", 0);
    offline("sine0002", 0);

    for (Object[] line :
        List.of(
            new Object[] {"sync", "--run", "absent"},
            new Object[] {"sync", "--run", "absent", "--dry-run"})) {
      Jvm.Ended absent = jvm().commandLine(line);
      assertThat(absent.exitCode()).as(absent.toString()).isOne();
      assertThat(absent.stderr()).startsWith("error: no run 'absent' in ").hasLineCount(1);
    }
    assertThat(pluto.runs()).isEmpty();
    assertThat(jvm().commandLine("sync", "--run", "sine0002").exitCode()).isZero();
    assertThat(pluto.runs())
        .extracting(run -> run.externalId().orElse(""))
        .containsOnly("sine0002");
    assertThat(jvm().commandLine("sync", "--run", "first try").exitCode()).isZero();
    assertThat(pluto.runs()).hasSize(2);
  }

  @Test
  void aRunThatNobodyWantsIsDeletedOnceSomeoneSaysSo() {
    offline("sine0001", 0);
    offline("sine0002", 0);

    Jvm.Ended unasked = jvm().commandLine("sync", "--delete", "sine0001");
    assertThat(unasked.exitCode()).as(unasked.toString()).isEqualTo(1);
    assertThat(unasked.stderr()).startsWith("error: not a terminal. Add --yes to delete sine/sine");
    Jvm.Ended dry = jvm().commandLine("sync", "--delete", "sine0001", "--dry-run");
    assertThat(dry.stdout()).startsWith("would delete  sine/sine0001 'first try': 41 values (0 f");
    Jvm.Ended twice = jvm().commandLine("sync", "--delete", "first try", "--yes");
    assertThat(twice.exitCode()).isEqualTo(1);
    assertThat(twice.stderr()).startsWith("error: 2 runs are called 'first try'").hasLineCount(3);
    Jvm.Ended none = jvm().commandLine("sync", "--delete", "sine0003", "--yes");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.stderr()).startsWith("error: no run 'sine0003' in ");
    assertThat(jvm().commandLine("sync", "--delete", "sine0001", "--run", "x").exitCode())
        .isEqualTo(2);
    assertThat(runDirectories(journals())).hasSize(2);

    Jvm.Ended deleted = jvm().commandLine("sync", "--delete", "sine/sine0001", "--yes");

    assertThat(deleted.exitCode()).as(deleted.toString()).isZero();
    assertThat(deleted.stdout())
        .startsWith("deleted   sine/sine0001 'first try': 41 values (0 files among them), ")
        .hasLineCount(1);
    assertThat(runDirectories(journals())).hasSize(1);
    assertThat(pluto.requests()).isEmpty();
    assertThat(jvm().commandLine("sync").exitCode()).isZero();
    assertThat(pluto.runs()).hasSize(1);
  }

  @Test
  void theDirectoryMayBeWhatPlutoDirWasOrWhatANoticeNames() throws IOException {
    Path kept = home.resolve("kept");
    for (String id : List.of("sine0001", "sine0002", "sine0003", "sine0004")) {
      OrphanedRuns.inDirectory(kept, pluto.url()).sine(id, 0);
    }
    List<Path> runs = runDirectories(kept.resolve(".pluto"));

    assertThat(jvm().commandLine("sync").stdout()).startsWith("Nothing to upload");
    for (Path directory :
        List.of(runs.get(0), kept.resolve(".pluto/sine"), kept.resolve(".pluto"), kept)) {
      Jvm.Ended dry = jvm().commandLine("sync", directory, "--dry-run");
      assertThat(dry.stdout().lines()).as(directory.toString()).isNotEmpty();
    }
    assertThat(jvm().commandLine("sync", runs.get(0)).exitCode()).isZero();
    assertThat(pluto.runs()).hasSize(1);
    assertThat(jvm().variable("PLUTO_DIR", kept.toString()).commandLine("sync").exitCode())
        .isZero();
    assertThat(pluto.runs()).hasSize(4);
  }

  @Test
  void aServerThatIsAwayLeavesEverythingAsItIs() throws IOException {
    offline("sine0001", 0);
    offline("sine0002", 0);
    pluto.goDown();

    Jvm.Ended sync = jvm().commandLine("sync", "--timeout", "1");

    assertThat(sync.exitCode()).isEqualTo(1);
    assertThat(sync.stderr())
        .contains("pluto: Cannot reach Pluto (")
        .contains("not uploaded: sine/sine0001 'first try' (no answer from Pluto for 1 s");
    assertThat(sync.stdout()).endsWith("Uploaded 0 of 2 runs: 0 values sent, 0 rejected.\n");
    pluto.comeBack();
    assertThat(jvm().commandLine("sync").exitCode()).isZero();
    assertThat(pluto.runs()).hasSize(2);
  }

  @Test
  void aRefusedKeyIsSaidAndNothingElseIsTried() {
    offline("sine0001", 0);
    offline("sine0002", 0);
    Jvm.Ended sync = jvm().variable("PLUTO_API_KEY", "mlpx_nonsense").commandLine("sync");

    assertThat(sync.exitCode()).isEqualTo(1);
    assertThat(sync.stderr()).containsOnlyOnce("Pluto rejected the key in PLUTO_API_KEY");
    assertThat(sync.stdout()).endsWith("Uploaded 0 of 2 runs: 0 values sent, 0 rejected.\n");
    assertThat(pluto.refusals()).allMatch(refusal -> refusal.toString().contains("/api/slug"));
    assertThat(runDirectories(journals())).hasSize(2);
    pluto.close();
    pluto = fresh();
  }

  @Test
  void aRunThatIsRefusedDoesNotKeepTheOthersBack() {
    offline("sine0001", 0);
    pluto.setAtLimit(true);

    Jvm.Ended sync = jvm().commandLine("sync");

    assertThat(sync.exitCode()).isEqualTo(1);
    assertThat(sync.stderr())
        .contains("Pluto rejected the run (Organization is at limit)")
        .contains("not uploaded: sine/sine0001 'first try' (Pluto rejected it");
    pluto.close();
    pluto = fresh();
  }

  @Test
  void wrongUsageIsToldApartFromWhatIsLeft() {
    assertThat(jvm().commandLine("sync", home.resolve("absent")).exitCode()).isEqualTo(2);
    assertThat(jvm().commandLine("status", home.resolve("absent")).exitCode()).isEqualTo(2);
    assertThat(jvm().commandLine("sync", "--timeout", "0").exitCode()).isEqualTo(2);
    assertThat(jvm().commandLine("sync", "--nonsense").exitCode()).isEqualTo(2);
  }

  @Test
  void withoutAKeyNothingIsTried() {
    offline("sine0001", 0);

    Jvm.Ended sync = jvm().variable("PLUTO_API_KEY", "").commandLine("sync");

    assertThat(sync.exitCode()).isEqualTo(1);
    assertThat(sync.stderr()).startsWith("error: no key. Set PLUTO_API_KEY").hasLineCount(1);
    assertThat(pluto.requests()).isEmpty();
  }

  @Test
  void anAddressThatCannotBeUsedIsNotReplacedByAnother() {
    offline("sine0001", 0);

    Jvm.Ended sync = jvm().variable("PLUTO_URL_INGEST", "localhost:1").commandLine("sync");

    assertThat(sync.exitCode()).isEqualTo(2);
    assertThat(sync.stderr()).startsWith("PLUTO_URL_INGEST: 'localhost:1'");
    assertThat(pluto.requests()).isEmpty();
  }

  private Jvm jvm() {
    URI address = pluto.url();
    return Jvm.in(home).withPluto(address);
  }

  private void offline(String id, int exitCode) {
    OrphanedRuns.in(home, pluto.url()).sine(id, exitCode);
  }

  private void sine(String id, int exitCode) {
    sine(jvm().withAgent(), id, exitCode, "online");
  }

  private void sine(Jvm jvm, String id, int exitCode, String mode) {
    Jvm.Ended sine =
        jvm.variable("WANDB_RUN_ID", id)
            .variable("WANDB_STANDIN_RECORD", record(id).toString())
            .variable("PLUTO_MODE", mode)
            .inAHurry()
            .run(Sine.class, Jvm.freePort(), ROWS, exitCode);
    assertThat(sine.exitCode()).as(sine.toString()).isEqualTo(exitCode);
  }

  private Running endless() throws IOException {
    return jvm()
        .withAgent()
        .withExampleClient()
        .spawn(Endless.class, "endless1", 20, home.resolve("go"));
  }

  private Path record(String id) {
    return home.resolve(id + ".jsonl");
  }

  private Path journals() {
    return home.resolve(".local/state/pluto");
  }

  private static LocalPluto fresh() {
    try {
      return LocalPluto.start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> runDirectories(Path journals) {
    try (Stream<Path> files = Files.walk(journals, 3)) {
      return files
          .filter(file -> file.endsWith("intent"))
          .map(Path::getParent)
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        contents.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private static Map<String, Map<Long, Double>> numbers(RunView run) {
    Map<String, Map<Long, Double>> numbers = new TreeMap<>();
    for (String name : run.metricNames()) {
      numbers.put(
          name,
          run.points(name).stream()
              .collect(Collectors.toMap(Point::step, Point::value, (a, b) -> b, TreeMap::new)));
    }
    return numbers;
  }
}
