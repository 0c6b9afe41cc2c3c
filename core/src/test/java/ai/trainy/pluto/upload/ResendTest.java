package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalFullException;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.Destinations;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.RestartingPluto;
import ai.trainy.pluto.testing.Seeds;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server acknowledged and forgot is sent again, counted once, and nothing else is. */
class ResendTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long SEEDS = Long.getLong("pluto.test.resends", 60);

  @TempDir Path home;

  private FakePluto pluto = new FakePluto();
  private RestartingPluto server = new RestartingPluto(pluto, System::nanoTime);
  private final Told told = new Told();
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of("PLUTO_API_KEY", "mlpi_secret", "PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1"));
  private final Map<String, Double> logged = new LinkedHashMap<>();

  private WakeUp wakeUp;
  private RunDirectory directory;
  private Journal journal;
  private Ledger ledger;
  private Uploader uploader;

  @AfterEach
  void theProtocolWasObeyed() {
    pluto.assertObeyed();
  }

  @Test
  void whatARestartForgetsIsSentAgain() throws Exception {
    open("restart", 1L << 30);
    start();
    log(1);
    log(2);
    Await.until("both are acknowledged", () -> ledger.sent() == 2);
    server.restart(1);
    log(3);
    finish();

    assertThat(uploader.awaitEnd(PATIENCE)).isTrue();

    assertThat(server.lost()).isEqualTo(2);
    assertThat(server.values()).isEqualTo(logged);
    assertThat(ledger.sent()).isEqualTo(3);
    assertThat(ledger.pending()).isZero();
    assertThat(directory.path()).doesNotExist();
  }

  /** The latest row that comes in counts: one that was replaced must not come in last. */
  @Test
  void rowsAreSentAgainInTheirOrder() throws Exception {
    open("order", 1L << 30);
    start();
    log(1, 0.5);
    log(1, 0.25);
    Await.until("both are acknowledged", () -> ledger.sent() == 2);
    server.restart(1);
    log(2, 1);
    finish();

    assertThat(uploader.awaitEnd(PATIENCE)).isTrue();

    assertThat(server.values()).isEqualTo(Map.of("loss@1", 0.25, "loss@2", 1.0));
  }

  @Test
  void aServerThatIsAwayForLongGetsWhatItForgotWhenItIsBack() throws Exception {
    open("away", 1L << 30);
    start();
    log(1);
    Await.until("it is acknowledged", () -> ledger.sent() == 1);
    server.restart(50);
    log(2);
    finish();

    assertThat(uploader.awaitEnd(PATIENCE)).isTrue();

    assertThat(server.values()).isEqualTo(logged);
    assertThat(ledger.sent()).isEqualTo(2);
  }

  @Test
  void onlyMetricsAreSentAgain() throws Exception {
    open("others", 1L << 30);
    start();
    journal.appendConfig(Map.of("seed", 7L));
    journal.append(new DataRow(LogType.TABLE, "table", 1, 1, Map.of("a", 1L)));
    journal.appendTags(List.of("one"));
    log(1);
    ledger.addStored(2);
    Await.until("all is acknowledged", () -> ledger.sent() == 3);
    server.restart(1);
    log(2);
    finish();

    assertThat(uploader.awaitEnd(PATIENCE)).isTrue();

    assertThat(server.values()).isEqualTo(logged);
    assertThat(pluto.data()).hasSize(1);
    assertThat(pluto.count(Call.CONFIG)).isEqualTo(1);
    assertThat(pluto.count(Call.TAGS)).isEqualTo(1);
    assertThat(ledger.sent()).isEqualTo(4);
  }

  /** What of a batch is sent is not sent again with the rest of it. */
  @Test
  void whatARestartForgetsOfABatchThatIsNotAcknowledgedIsSentAgain() throws Exception {
    open("batch", 1L << 30);
    log(1);
    journal.append(new DataRow(LogType.TABLE, "table", 1, 1, Map.of("a", 1L)));
    ledger.addStored(1);
    boolean[] restarted = {false};
    start(
        new ForwardingPluto(server) {
          @Override
          public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
            if (restarted[0]) {
              return super.sendData(run, rows);
            }
            restarted[0] = true;
            server.restart(0);
            return Outcome.tryAgain("502", Duration.ZERO);
          }
        });
    finish();

    assertThat(uploader.awaitEnd(PATIENCE)).isTrue();

    assertThat(server.lost()).isEqualTo(1);
    assertThat(server.values()).isEqualTo(logged);
    assertThat(ledger.sent()).isEqualTo(2);
  }

  @Test
  void withoutAFailureNothingIsSentTwice() throws Exception {
    open("healthy", 1L << 30);
    start();
    for (int step = 1; step <= 200; step++) {
      log(step);
    }
    finish();

    assertThat(uploader.awaitEnd(PATIENCE)).isTrue();

    assertThat(server.acknowledged()).isEqualTo(200);
  }

  /** A server that fails every few requests must not be sent everything at each of them. */
  @Test
  void failuresInARowSendNoRowMoreThanAFewTimes() throws Exception {
    open("flaky", 1L << 30);
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "1");
    server.restartBefore(request -> false);
    pluto.failNext(Call.METRICS);
    start();
    for (int step = 1; step <= 300; step++) {
      log(step);
      if (step % 10 == 0) {
        pluto.failNext(Call.METRICS, Outcome.tryAgain("503", Duration.ZERO));
      }
    }
    finish();

    assertThat(uploader.awaitEnd(PATIENCE)).isTrue();

    // Once in the middle for each 10 s, and up to three times at the end.
    assertThat(server.values()).isEqualTo(logged);
    assertThat(server.acknowledged()).isLessThanOrEqualTo(300 * 6);
    assertThat(ledger.sent()).isEqualTo(300);
  }

  @Test
  void aValueThatWasRefusedIsCountedAndSetAsideOnce() throws Exception {
    open("refused", 1L << 30);
    pluto.refuseRows(row -> row.step() == 2);
    start();
    log(1);
    log(2);
    log(3);
    Await.until("all is answered for", () -> ledger.pending() == 0);
    logged.remove("loss@2");
    server.restart(1);
    log(4);
    finish();

    assertThat(uploader.awaitEnd(PATIENCE)).isTrue();

    assertThat(server.values()).containsAllEntriesOf(logged).doesNotContainKey("loss@2");
    assertThat(ledger.sent()).isEqualTo(3);
    assertThat(ledger.rejected()).isEqualTo(1);
    assertThat(Files.readAllLines(directory.path().resolve("rejected.txt"))).hasSize(1);
  }

  /** Whether the server restarted between the kill and now, nobody has seen. */
  @Test
  void whoRecoversAKilledRunSendsWhatWasAcknowledgedLately() throws Exception {
    open("killed", 1L << 30);
    directory.writeAnswer(pluto.create(directory.spec(), Optional.empty()).value());
    Position before = null;
    try (JournalReader reader = journal.reader()) {
      for (int step = 1; step <= 3; step++) {
        log(step);
        reader.next();
        reader.acknowledge(reader.position(), before == null ? reader.stored() : before);
        before = before == null ? reader.position() : before;
      }
    }
    log(4);
    journal.close();
    directory.close();
    Ledger recovered = new Ledger();
    pluto.registerNames(
        pluto.create(directory.spec(), Optional.empty()).value(), LogType.METRIC, Set.of("loss"));

    UploadResult result =
        new Recovery(
                new RunStore(home),
                Connector.of(Credential.of(ApiKey.of("mlpi_x", "PLUTO_API_KEY")), key -> pluto),
                new UploadContext(TestSettings.of(environment), told.messages(), "PLUTO_API_KEY"),
                Optional.of(PATIENCE))
            .recover(directory.path(), recovered);

    assertThat(result).isEqualTo(UploadResult.WHOLE);
    // The first one is stored.
    assertThat(pluto.points()).containsExactly("loss@2=2.0", "loss@3=3.0", "loss@4=4.0");
    assertThat(recovered.stored()).isEqualTo(1);
    assertThat(recovered.sent()).isEqualTo(1);
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED);
  }

  @Test
  void theLedgerAndTheServerAgreeWhateverFails() throws Exception {
    int lost = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      lost += whateverFails(seed);
    }
    assertThat(lost).as("rows that restarts have cost").isPositive();
  }

  /** Restarts, failures, lost answers and full segments, by a seed. */
  private int whateverFails(long seed) throws Exception {
    Random random = Seeds.random(seed);
    boolean unreliable = random.nextBoolean();
    pluto = new FakePluto();
    pluto.expectLateData();
    server = new RestartingPluto(pluto, System::nanoTime);
    logged.clear();
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", String.valueOf(1 + random.nextInt(40)));
    // Of small segments two are kept at most, which may be less than a restart has cost.
    boolean small = random.nextInt(4) == 0;
    open("seed-" + seed, small ? 64 << 10 : 1L << 30);
    if (unreliable) {
      pluto.beUnreliable(Seeds.random(seed));
    } else {
      Set<Integer> restarts = new HashSet<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        // One of them after the first row at the latest, however fast this machine is.
        restarts.add(i == 1 ? 2 : 2 + random.nextInt(40));
      }
      server.restartBefore(restarts::contains);
    }
    start();
    int rows = 100 + random.nextInt(400);
    long others = 0;
    for (int step = 1; step <= rows; step++) {
      logWhenThereIsRoom(step, 1 + random.nextInt(4));
      if (step == 1 && !unreliable) {
        Await.until("seed " + seed, () -> ledger.pending() == 0);
      }
      if (random.nextInt(50) == 0) {
        ledger.addStored(1);
        journal.appendConfig(Map.of("c" + step, 1L));
        others++;
      }
      if (unreliable && step < rows - 1 && random.nextInt(200) == 0) {
        server.restart(1 + random.nextInt(3));
      }
    }
    if (unreliable) {
      // What the server forgets after the last request of a run, nobody learns.
      Await.until("seed " + seed, () -> ledger.pending() == 0);
    }
    finish();

    assertThat(uploader.awaitEnd(PATIENCE)).as("seed %d", seed).isTrue();
    // Where this machine stood still, no request met the restart in time.
    if (!small && server.longestSilence().compareTo(Resend.KEPT.dividedBy(2)) < 0) {
      assertThat(missing()).as("seed %d: %s", seed, server).isEmpty();
    }
    assertThat(ledger.sent()).as("seed %d", seed).isEqualTo(logged.size() + others);
    assertThat(ledger.pending()).as("seed %d", seed).isZero();
    assertThat(ledger.rejected()).as("seed %d", seed).isZero();
    assertThat(directory.path()).as("seed %d", seed).doesNotExist();
    pluto.assertObeyed();
    return server.lost();
  }

  /** What was logged and is not there, or with another value. */
  private Map<String, Double> missing() {
    Map<String, Double> there = server.values();
    Map<String, Double> missing = new LinkedHashMap<>(logged);
    missing.entrySet().removeIf(value -> value.getValue().equals(there.get(value.getKey())));
    there.keySet().removeAll(logged.keySet());
    there.keySet().removeIf(name -> name.startsWith(ControlRow.REJECTED));
    missing.putAll(there);
    return missing;
  }

  private void logWhenThereIsRoom(int step, int values) throws Exception {
    Await.until(
        "room",
        () -> {
          try {
            log(step, step, values);
            return true;
          } catch (JournalFullException e) {
            return false;
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void open(String externalId, long limit) throws IOException {
    wakeUp = new ShortPauses();
    RunSpec spec =
        RunSpec.builder().project("orbit-lab").name("heron-07").externalId(externalId).build();
    directory = new RunStore(home).create(spec, Destinations.fake());
    journal = new Journal(directory, limit, Duration.ofSeconds(20), told.messages());
    ledger = new Ledger();
  }

  private void log(long step) throws IOException {
    log(step, step);
  }

  private void log(long step, double value) throws IOException {
    log(step, value, 1);
  }

  private void log(long step, double value, int values) throws IOException {
    MetricsRecord record = new MetricsRecord(1_767_225_600_000L, step, values);
    for (int i = 0; i < values; i++) {
      record.add(name(i), value);
    }
    ledger.addStored(values);
    try {
      journal.append(record);
    } catch (IOException e) {
      ledger.addStored(-values);
      throw e;
    }
    for (int i = 0; i < values; i++) {
      logged.put(name(i) + "@" + step, value);
    }
  }

  private static String name(int i) {
    return i == 0 ? "loss" : "loss" + i;
  }

  private void finish() throws IOException {
    journal.appendFinish(new RunEnd(0, System.currentTimeMillis()));
    wakeUp.raise();
  }

  private void start() {
    start(server);
  }

  private void start(PlutoApi target) {
    uploader =
        new Uploader(
            () -> target,
            new LocalRun(directory, ledger, told.messages()),
            journal,
            new UploadContext(
                TestSettings.of(environment),
                told.messages(),
                "the key in PLUTO_API_KEY",
                () -> wakeUp),
            () -> {});
    uploader.start(new Engine(new DaemonThreads()));
  }
}
