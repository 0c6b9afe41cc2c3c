package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.Seeds;
import ai.trainy.pluto.testing.SimulatedMachine;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploaderTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** When runs end: in 2065, and so after they were created. */
  private static final long END = 3_000_000_000_123L;

  @TempDir Path home;

  private FakePluto pluto = new FakePluto();
  private final Told told = new Told();
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of("PLUTO_API_KEY", "mlpi_secret", "PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1"));
  private WakeUp wakeUp = new ShortPauses();

  private RunSpec spec;
  private RunDirectory directory;
  private Journal journal;
  private Ledger ledger;
  private Uploader uploader;

  @BeforeEach
  void open() throws IOException {
    openRun("k3v9q1zt");
  }

  private void openRun(String externalId) throws IOException {
    spec =
        RunSpec.builder()
            .project("orbit-lab")
            .name("heron-07")
            .externalId(externalId)
            .tags(List.of("baseline"))
            .config(Map.of("lr", 0.1))
            .build();
    directory = new RunStore(home).create(spec);
    journal = new Journal(directory, 1L << 30, Duration.ofSeconds(20), new Told().messages());
    ledger = new Ledger();
  }

  @AfterEach
  void theProtocolWasObeyed() throws IOException {
    pluto.speak();
    pluto.assertObeyed();
    journal.close();
    directory.close();
  }

  @Test
  void createsThenRegistersThenSendsThenReports() throws Exception {
    logConfig(Map.of("seed", 7L));
    log(1, "loss", "acc");
    finish(0);

    assertThat(upload()).isTrue();

    assertThat(pluto.calls())
        .containsExactly(
            Call.SIGN_IN, Call.CREATE, Call.CONFIG, Call.REGISTER, Call.METRICS, Call.STATUS);
    assertThat(pluto.spec()).isSameAs(spec);
    assertThat(pluto.names()).containsExactly("loss", "acc");
    assertThat(pluto.points()).containsExactly("loss@1=1.0", "acc@1=1.0");
    assertThat(pluto.config()).isEqualTo(Map.of("lr", 0.1, "seed", 7L));
    assertLedger(3, 3, 0);
  }

  @Test
  void sendsEachValueOnceAndInOrder() throws Exception {
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "7");
    List<String> expected = new ArrayList<>();
    Random random = new Random(3);
    start();
    for (int i = 0; i < 500; i++) {
      int step = random.nextInt(1_000);
      log(step, "m" + i);
      expected.add("m" + i + "@" + step + "=" + (double) step);
    }
    finish(0);

    assertThat(awaitEnd()).isTrue();

    assertThat(pluto.points()).isEqualTo(expected);
    assertThat(pluto.requestPoints()).allMatch(points -> points <= 7);
    assertLedger(500, 500, 0);
  }

  @Test
  void registersANameOnce() throws Exception {
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "1");
    for (int step = 1; step <= 20; step++) {
      log(step, "loss");
    }
    finish(0);

    assertThat(upload()).isTrue();

    assertThat(pluto.count(Call.REGISTER)).isEqualTo(1);
    assertThat(pluto.count(Call.METRICS)).isEqualTo(20);
  }

  @Test
  void uploadsWhileTheRunGoesOn() throws Exception {
    start();
    log(1, "loss");
    Await.until("the first point", () -> pluto.points().size() == 1);
    log(2, "loss");
    Await.until("the second point", () -> pluto.points().size() == 2);

    finish(0);
    assertThat(awaitEnd()).isTrue();
  }

  @Test
  void findsTheRowThatIsRefusedAndSendsEverythingElse() throws Exception {
    pluto.refuseRows(row -> row.step() == 37 || row.step() == 64);
    for (int step = 1; step <= 100; step++) {
      log(step, "loss", "acc");
    }
    finish(0);

    assertThat(upload()).isTrue();

    assertThat(new LinkedHashSet<>(pluto.points()))
        .hasSize(196)
        .noneMatch(point -> point.contains("@37=") || point.contains("@64="));
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
    assertLedger(200, 196, 4);
    assertThat(told.count("rejected a row at step 37 (2005 InvalidMetricFormat)")).isEqualTo(1);
    assertThat(told.count("rejected a row")).isEqualTo(1);
  }

  @Test
  void keepsRefusedRowsForPeopleAndNothingElse() throws Exception {
    pluto.refuseRows(row -> row.step() == 2);
    log(1, "loss");
    log(2, "loss");
    finish(0);

    assertThat(upload()).isTrue();

    assertThat(directory.path().toFile().list()).containsExactly("rejected.txt");
    assertThat(Files.readString(directory.path().resolve("rejected.txt")))
        .contains("step 2: loss=2.0 -- 2005 InvalidMetricFormat");
  }

  @Test
  void refusedConfigCostsNothingButItself() throws Exception {
    pluto.refuseConfig(key -> key.equals("bad"));
    logConfig(Map.of("a", 1L, "bad", 2L, "b", Map.of("bad", 1L, "good", 2L)));
    logConfig(Map.of("bad", 3L, "c", 4L));
    log(1, "loss");
    finish(0);

    assertThat(upload()).isTrue();

    assertThat(pluto.config())
        .isEqualTo(Map.of("lr", 0.1, "a", 1L, "b", Map.of("good", 2L), "c", 4L));
    assertThat(pluto.points()).hasSize(1);
    assertLedger(6, 3, 3);
  }

  @Test
  void refusedNamesDoNotStopThePoints() throws Exception {
    pluto.failNext(Call.REGISTER, Outcome.refused("Run not found"));
    log(1, "loss");
    finish(0);

    assertThat(upload()).isTrue();

    assertThat(pluto.points()).hasSize(1);
  }

  @Test
  void aRefusedStatusStillEndsTheRun() throws Exception {
    pluto.failNext(Call.STATUS, Outcome.refused("Run not found"));
    finish(0);

    assertThat(upload()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, COMPLETED", "1, FAILED", "143, TERMINATED"})
  void reportsTheStatusByTheExitCode(int exitCode, RunStatus status) throws Exception {
    finish(exitCode);

    assertThat(upload()).isTrue();

    assertThat(pluto.statuses()).containsExactly(status);
  }

  @Test
  void removesTheDirectoryAtTheEnd() throws Exception {
    log(1, "loss");
    finish(0);

    assertThat(upload()).isTrue();

    assertThat(directory.path()).doesNotExist();
    Await.until("connections are let go of", () -> pluto.closed() == 1);
  }

  @Test
  void saysOnceWhereTheRunCanBeSeen() throws Exception {
    finish(0);

    assertThat(upload()).isTrue();

    assertThat(told.lines())
        .containsExactly("pluto: logging to OLA-1 at https://pluto.example.test/90210");
  }

  @Test
  void stopsWithOneNoticeWhenTheKeyIsNotAccepted() throws Exception {
    pluto.failAlways(Call.SIGN_IN, Outcome.notSignedIn("API key has expired"));
    log(1, "loss");
    finish(0);

    assertThat(upload()).isFalse();

    assertThat(pluto.calls()).containsExactly(Call.SIGN_IN, Call.SIGN_IN, Call.SIGN_IN);
    assertThat(told.lines())
        .containsExactly(
            "pluto: Pluto rejected the key in PLUTO_API_KEY (API key has expired). Create a key at"
                + " https://pluto.trainy.ai/api-keys. Data is kept in "
                + directory.path()
                + ".");
    assertThat(directory.path().resolve("00000001.segment")).isNotEmptyFile();
    Await.until("connections are let go of", () -> pluto.closed() == 1);
    assertLedger(1, 0, 0);
  }

  @Test
  void aKeyThatIsNotAcceptedIsSaidOfARunThatIsOverAndOnDisk() throws Exception {
    pluto.failAlways(Call.SIGN_IN, Outcome.notSignedIn("API key has expired"));
    log(1, "loss");
    finish(0);
    Await.until("all is on the disk", journal::isOnDisk);

    assertThat(upload()).isFalse();

    assertThat(told.count("Pluto rejected the key in PLUTO_API_KEY")).isEqualTo(1);
    assertThat(told.count("accepted before")).isZero();
  }

  @Test
  void stopsWithOneNoticeWhenTheKeyCannotBeHad() throws Exception {
    log(1, "loss");
    finish(0);
    start(
        () -> {
          throw new KeyUnavailableException("the keyring is locked; unlock it");
        });

    assertThat(awaitEnd()).isFalse();

    assertThat(pluto.calls()).isEmpty();
    assertThat(told.lines())
        .containsExactly(
            "pluto: no usable key: the keyring is locked; unlock it. Data is kept in "
                + directory.path()
                + ".");
    assertThat(directory.path().resolve("00000001.segment")).isNotEmptyFile();
    assertLedger(1, 0, 0);
  }

  @Test
  void goesOnWhenAKeyThatWasRejectedInTheMiddleIsAcceptedAgain() throws Exception {
    log(1, "loss");
    start();
    Await.until("the first point", () -> pluto.points().size() == 1);
    pluto.failAlways(Call.METRICS, Outcome.notSignedIn("API key has been revoked"));
    log(2, "loss");
    int before = pluto.count(Call.METRICS);
    Await.until("many attempts", () -> pluto.count(Call.METRICS) > before + 10);
    assertThat(told.count("Pluto rejected the key in PLUTO_API_KEY")).isEqualTo(1);
    pluto.comeBack();
    finish(0);

    assertThat(awaitEnd()).isTrue();
    assertLedger(2, 2, 0);
  }

  @Test
  void aPassingFaultOfTheKeyLookupIsNoRefusal() throws Exception {
    pluto.failNext(Call.SIGN_IN, Outcome.notSignedIn("x"), Outcome.notSignedIn("x"));
    log(1, "loss");
    finish(0);

    assertThat(upload()).isTrue();
    assertThat(told.count("key")).isZero();
  }

  @Test
  void keepsTheJournalOfARunThatIsNotTaken() throws Exception {
    pluto.failAlways(Call.CREATE, Outcome.refused("Organization is at limit"));
    log(1, "loss");
    finish(0);

    assertThat(upload()).isFalse();

    assertThat(told.lines())
        .containsExactly(
            "pluto: Pluto rejected the run (Organization is at limit). Data is kept in "
                + directory.path()
                + ".");
    assertThat(pluto.count(Call.CREATE)).isEqualTo(1);
    assertThat(directory.path().resolve("00000001.segment")).isNotEmptyFile();
  }

  @Test
  void retriesUntilTheServerIsBack() throws Exception {
    pluto.goAway();
    log(1, "loss");
    start();
    Await.until("twenty attempts", () -> pluto.count(Call.SIGN_IN) >= 20);
    log(2, "loss");
    pluto.comeBack();
    finish(0);

    assertThat(awaitEnd()).isTrue();

    assertThat(pluto.points()).containsExactly("loss@1=1.0", "loss@2=2.0");
    assertLedger(2, 2, 0);
  }

  @Test
  void saysOnceThatTheServerIsAway() throws Exception {
    environment.put("PLUTO_INIT_TIMEOUT_SECONDS", "0.02");
    pluto.goAway();
    start();
    // A machine that is slow to refuse has "no answer" said before.
    Await.until("a notice", () -> told.count("connection refused") > 0);
    int attempts = pluto.count(Call.SIGN_IN);
    Await.until("more attempts", () -> pluto.count(Call.SIGN_IN) > attempts + 20);
    pluto.comeBack();
    finish(0);

    assertThat(awaitEnd()).isTrue();
    assertThat(told.lines())
        .filteredOn(line -> line.contains("refused). Data is buffered in " + directory.path()))
        .hasSize(1);
  }

  @Test
  void saysThatASilentServerDoesNotAnswer() throws Exception {
    environment.put("PLUTO_INIT_TIMEOUT_SECONDS", "0.05");
    environment.put("PLUTO_URL_API", "https://api.example.test");
    pluto.fallSilent();
    log(1, "loss");
    start();
    Await.until("a notice", () -> told.count("no answer from") > 0);
    assertThat(told.lines())
        .containsExactly(
            "pluto: Cannot reach Pluto (no answer from https://api.example.test for 0.05 s). Data is"
                + " buffered in "
                + directory.path()
                + " and uploads automatically when Pluto is back.");

    pluto.speak();
    finish(0);
    assertThat(awaitEnd()).isTrue();
    assertThat(pluto.points()).hasSize(1);
  }

  @Test
  void sendsAgainWhatMayNotHaveArrived() throws Exception {
    pluto.loseAnswers(2);
    log(1, "loss");
    finish(0);

    assertThat(upload()).isTrue();

    assertThat(pluto.points()).containsExactly("loss@1=1.0", "loss@1=1.0", "loss@1=1.0");
    assertLedger(1, 1, 0);
  }

  @Test
  void losesNothingToAnUnreliableServer() throws Exception {
    for (int seed = 0; seed < 40; seed++) {
      Random random = Seeds.random(seed);
      pluto.assertObeyed();
      pluto = new FakePluto();
      pluto.beUnreliable(Seeds.random(seed));
      pluto.expectDeferral();
      environment.put("PLUTO_UPLOAD_BATCH_POINTS", String.valueOf(1 + random.nextInt(40)));
      wakeUp = new ShortPauses();
      journal.close();
      directory.close();
      openRun("seed-" + seed);
      List<String> expected = new ArrayList<>();
      Map<String, Object> config = new HashMap<>(spec.config());
      start();
      for (int i = 0; i < 100; i++) {
        if (random.nextInt(8) == 0) {
          String key = "c" + random.nextInt(5);
          config.put(key, (long) i);
          logConfig(Map.of(key, (long) i));
        } else {
          String name = "m" + random.nextInt(10);
          log(i, name);
          expected.add(name + "@" + i + "=" + (double) i);
        }
      }
      finish(0);

      assertThat(awaitEnd()).as("seed %d", seed).isTrue();
      assertThat(new ArrayList<>(new LinkedHashSet<>(pluto.points())))
          .as("seed %d", seed)
          .isEqualTo(expected);
      assertThat(pluto.config()).as("seed %d", seed).isEqualTo(config);
      assertThat(pluto.statuses()).as("seed %d", seed).containsExactly(RunStatus.COMPLETED);
      assertThat(ledger.pending()).as("seed %d", seed).isZero();
      assertThat(ledger.rejected()).as("seed %d", seed).isZero();
      assertThat(directory.path()).as("seed %d", seed).doesNotExist();
    }
  }

  @Test
  void theEndOfTheRunDoesNotWaitForTheInterval() throws Exception {
    environment.put("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "3600000");
    wakeUp = new WakeUp();
    start();
    Await.until("created", () -> pluto.count(Call.CREATE) == 1);
    log(1, "loss");
    finish(0);

    assertThat(awaitEnd()).isTrue();
  }

  @Test
  void theEndOfTheRunDoesNotWaitForTheNextAttempt() throws Exception {
    wakeUp = new WakeUp();
    pluto.failNext(Call.SIGN_IN, Outcome.tryAgain("503", Duration.ofHours(1)));
    start();
    Await.until("an attempt", () -> pluto.count(Call.SIGN_IN) == 1);
    finish(0);

    assertThat(awaitEnd()).isTrue();
  }

  @Test
  void theWaitForTheEndIsBounded() throws Exception {
    pluto.fallSilent();
    finish(0);
    start();

    assertThat(uploader.awaitEnd(Duration.ofMillis(30))).isFalse();

    pluto.speak();
    assertThat(awaitEnd()).isTrue();
  }

  @Test
  void heartbeatsStopWithTheRun() throws Exception {
    List<Thread> ofOtherTests = threads();
    start();
    Await.until("a heartbeat", () -> pluto.count(Call.HEARTBEAT) > 0);
    finish(0);
    assertThat(awaitEnd()).isTrue();

    Await.until("no thread of ours", () -> ofOtherTests.containsAll(threads()));
  }

  @Test
  void heartbeatsGoOnUntilTheFinalStatusIsSent() throws Exception {
    SimulatedMachine machine = new SimulatedMachine(new Random(1), 0);
    wakeUp = new WakeUp(machine);
    pluto.failAlways(Call.STATUS, Outcome.tryAgain("502", Duration.ZERO));

    machine.run(
        () -> {
          start();
          log(1, "loss");
          finish(0);
          machine.sleep(Duration.ofMinutes(1));
          assertThat(pluto.count(Call.STATUS)).isPositive();
          int before = pluto.count(Call.HEARTBEAT);
          machine.sleep(Duration.ofMinutes(1));
          assertThat(pluto.count(Call.HEARTBEAT)).isGreaterThan(before);
          pluto.comeBack();
          assertThat(awaitEnd()).isTrue();
        },
        () -> {});
  }

  @Test
  void anExpectedEndIsNoEnd() throws Exception {
    start();
    log(1, "loss");
    journal.appendExpectedEnd(new RunEnd(143, END));
    log(2, "loss");
    Await.until("what came behind it", () -> pluto.points().size() == 2);
    assertThat(pluto.statuses()).isEmpty();

    uploader.lastCall(() -> true);

    assertThat(awaitEnd()).isTrue();
    assertThat(pluto.statuses()).containsExactly(RunStatus.TERMINATED);
    assertThat(directory.path()).doesNotExist();
    assertLedger(2, 2, 0);
  }

  @Test
  void aDirectoryThatMoreMayComeToIsNotRemoved() throws Exception {
    start();
    journal.appendExpectedEnd(new RunEnd(143, END));

    uploader.lastCall(() -> false);

    assertThat(awaitEnd()).isFalse();
    assertThat(pluto.statuses()).containsExactly(RunStatus.TERMINATED);
    log(1, "loss");
    assertThat(directory.path().resolve("00000001.segment")).isNotEmptyFile();
  }

  @Test
  void aStatusThatIsSentEarlyIsNotSentAgain() throws Exception {
    pluto.expectLateData();
    pluto.failAlways(Call.METRICS, Outcome.tryAgain("503", Duration.ZERO));
    log(1, "loss");
    start();
    Await.until("the point was tried", () -> pluto.count(Call.METRICS) > 0);
    finish(3);

    uploader.sendStatus();
    assertThat(uploader.awaitStatus(PATIENCE)).isTrue();
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED);
    assertThat(pluto.statusTime()).isEqualTo(OptionalLong.of(END));

    pluto.comeBack();
    assertThat(awaitEnd()).isTrue();
    // Beside it there may be the control row, which asks whether Pluto takes anything.
    assertThat(pluto.points()).contains("loss@1=1.0");
    assertThat(pluto.count(Call.STATUS)).isEqualTo(1);
  }

  @Test
  void threadsOfOursKeepNothingOfTheProgramAlive() throws Exception {
    Thread.currentThread().setContextClassLoader(new ClassLoader() {});
    try {
      start();
    } finally {
      Thread.currentThread().setContextClassLoader(UploaderTest.class.getClassLoader());
    }

    assertThat(threads())
        .isNotEmpty()
        .allMatch(Thread::isDaemon)
        .allMatch(thread -> thread.getContextClassLoader() == Uploader.class.getClassLoader());
    finish(0);
    assertThat(awaitEnd()).isTrue();
  }

  @Test
  void anErrorOfOursIsSaidOnceAndTriedAgain() throws Exception {
    log(1, "loss");
    finish(0);
    int[] attempts = {0};
    start(
        () -> {
          if (++attempts[0] < 5) {
            throw new LinkageError("no TLS");
          }
          return pluto;
        });

    assertThat(awaitEnd()).isTrue();
    assertThat(told.count("no TLS")).isEqualTo(1);
    assertLedger(1, 1, 0);
  }

  @Test
  void anErrorOfOursInTheMiddleRepeatsNothingThatWasAcknowledged() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    wakeUp =
        new WakeUp() {
          @Override
          void await(Duration atMost) throws InterruptedException {
            if (broken.getAndSet(false)) {
              throw new IllegalStateException("ours");
            }
            super.await(Duration.ofMillis(1));
          }
        };
    log(1, "loss");
    start();
    Await.until("the first value", () -> ledger.sent() == 1);
    broken.set(true);
    Await.until("the error", () -> told.count("ours") == 1);
    log(2, "loss");
    finish(0);

    assertThat(awaitEnd()).isTrue();
    assertThat(pluto.points()).containsExactly("loss@1=1.0", "loss@2=2.0");
    assertThat(pluto.count(Call.CREATE)).isEqualTo(1);
    assertLedger(2, 2, 0);
  }

  @Test
  void aDiskThatTakesNoAcknowledgementDoesNotStopTheUpload() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Files.createSymbolicLink(directory.path().resolve("acknowledged"), full);
    log(1, "loss");
    finish(0);

    assertThat(upload()).isTrue();

    assertThat(pluto.points()).hasSize(1);
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
  }

  private void log(long step, String... names) throws IOException {
    MetricsRecord record = new MetricsRecord(1_767_225_600_000L, step, names.length);
    for (String name : names) {
      record.add(name, (double) step);
    }
    ledger.addStored(names.length);
    journal.append(record);
  }

  private void logConfig(Map<String, Object> values) throws IOException {
    ledger.addStored(values.size());
    journal.appendConfig(values);
  }

  private void finish(int exitCode) throws IOException {
    journal.appendFinish(new RunEnd(exitCode, END));
    wakeUp.raise();
  }

  private boolean upload() throws InterruptedException {
    start();
    return awaitEnd();
  }

  private void start() {
    FakePluto server = pluto;
    start(() -> server);
  }

  private void start(Connector connector) {
    Settings settings = TestSettings.of(environment);
    uploader =
        new Uploader(
            connector,
            new LocalRun(directory, ledger, told.messages()),
            journal,
            new UploadContext(settings, told.messages(), "the key in PLUTO_API_KEY", () -> wakeUp),
            () -> {});
    uploader.start(new Engine(wakeUp.machine()));
  }

  private boolean awaitEnd() throws InterruptedException {
    return uploader.awaitEnd(PATIENCE);
  }

  private void assertLedger(long stored, long sent, long rejected) {
    assertThat(ledger.stored()).as("stored").isEqualTo(stored);
    assertThat(ledger.sent()).as("sent").isEqualTo(sent);
    assertThat(ledger.rejected()).as("rejected").isEqualTo(rejected);
    assertThat(ledger.pending()).as("pending").isEqualTo(stored - sent - rejected);
  }

  private static List<Thread> threads() {
    List<Thread> ours = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().matches("pluto-(uploader|heartbeat)")) {
        ours.add(thread);
      }
    }
    return ours;
  }
}
