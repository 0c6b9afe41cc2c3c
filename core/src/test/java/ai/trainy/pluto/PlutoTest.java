package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.KeyFingerprint;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.observe.metadata.Found;
import ai.trainy.pluto.observe.system.Samples;
import ai.trainy.pluto.settings.Client;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.Leftovers;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.upload.Connector;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.Recovery;
import ai.trainy.pluto.upload.UploadContext;
import ai.trainy.pluto.upload.UploadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Runs from end to end, with a server in memory. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Resources.SYSTEM_PROPERTIES, mode = ResourceAccessMode.READ)
class PlutoTest {
  private static final String KEY = "mlpi_EXAMPLEkey0123456";

  @TempDir(cleanup = CleanupMode.NEVER)
  Path home;

  private FakePluto server = new FakePluto();

  /** What runs connect to; null for the server itself. */
  private PlutoApi connected;

  private final AtomicInteger connections = new AtomicInteger();
  private final ProgramEnd end = new ProgramEnd();
  private final Told told = new Told();
  private DaemonThreads threads = new DaemonThreads();
  private final Map<String, String> environment = new HashMap<>();

  PlutoTest() {
    environment.put("PLUTO_API_KEY", KEY);
    environment.put("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1");
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "300");
  }

  @AfterEach
  void theProtocolWasObeyed() throws IOException {
    server.speak();
    server.assertObeyed();
    Leftovers.remove(home);
  }

  @Test
  void carriesARunFromInitToFinish() throws IOException {
    Run run =
        pluto()
            .init(
                RunSpec.builder()
                    .project("orbit-lab")
                    .name("heron-07")
                    .externalId("k3v9q1zt")
                    .config(Map.of("lr", 0.1))
                    .build());
    run.log(Map.of("loss", 0.5));
    run.log(Map.of("loss", 0.25, "phase", "train"));
    run.finish();

    assertThat(server.spec().project()).isEqualTo("orbit-lab");
    assertThat(server.spec().externalId()).isEqualTo("k3v9q1zt");
    assertThat(server.points()).containsExactly("loss@1=0.5", "loss@2=0.25");
    assertThat(server.config()).isEqualTo(Map.of("lr", 0.1, "phase", "train"));
    assertThat(server.statuses()).containsExactly(RunStatus.COMPLETED);
    assertThat(told.lines())
        .containsExactly(
            "pluto: logging to OLA-1 at https://pluto.example.test/90210",
            "pluto: run 'heron-07' (OLA-1) complete: 3 values uploaded");
    assertThat(runDirectories()).isEmpty();
  }

  @Test
  void carriesSeveralRunsAtOnceOverOneConnection() throws IOException {
    // It watches over one run at a time.
    server.expectLateData();
    Map<String, List<Double>> values = new ConcurrentHashMap<>();
    Map<String, RunStatus> statuses = new ConcurrentHashMap<>();
    connected =
        new ForwardingPluto(server) {
          @Override
          public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
            List<Double> ofRun = values.computeIfAbsent(run.runName(), name -> new ArrayList<>());
            rows.forEach(row -> ofRun.add(row.value(0)));
            return super.sendMetrics(run, rows);
          }

          @Override
          public Outcome<Void> updateStatus(
              RunHandle run, RunStatus status, OptionalLong time, Map<String, Object> details) {
            statuses.put(run.runName(), status);
            return super.updateStatus(run, status, time, details);
          }
        };
    Pluto pluto = pluto();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      runs.add(pluto.init(RunSpec.builder().name("run-" + i).build()));
    }
    for (int i = 0; i < 5; i++) {
      runs.get(i).log(Map.of("loss", i));
      runs.get(i).finish(i);
    }

    assertThat(runs.stream().map(Run::externalId).distinct()).hasSize(5);
    assertThat(connections).hasValue(1);
    for (int i = 0; i < 5; i++) {
      assertThat(values.get("run-" + i)).containsExactly((double) i);
      assertThat(statuses.get("run-" + i)).isEqualTo(RunStatus.ofExitCode(i));
    }
    Await.until("the connection is let go of", () -> server.closed() == 1);
  }

  @Test
  void theLedgerAddsUpUnderRandomWorkloads() throws Exception {
    for (int seed = 0; seed < 30; seed++) {
      server.assertObeyed();
      server = new FakePluto();
      server.refuseRows(PlutoTest::isBad);
      environment.put(
          "PLUTO_UPLOAD_BATCH_POINTS", String.valueOf(1 + new Random(seed).nextInt(60)));
      Run run = pluto().init(RunSpec.builder().project("seed-" + seed).build());
      AtomicLong given = new AtomicLong();
      List<Thread> loggers = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        Random random = new Random(seed * 31L + t);
        int thread = t;
        loggers.add(new Thread(() -> log(run, random, thread, given)));
      }
      loggers.forEach(Thread::start);
      Ledger ledger = run.ledger();
      while (loggers.stream().anyMatch(Thread::isAlive)) {
        assertThat(ledger.pending()).as("seed %d, pending", seed).isNotNegative();
      }
      run.finish();

      String what = "seed " + seed;
      assertThat(ledger.seen()).as(what).isEqualTo(given.get());
      assertThat(ledger.seen()).as(what).isEqualTo(ledger.stored() + ledger.refused());
      assertThat(ledger.stored()).as(what).isEqualTo(ledger.sent() + ledger.rejected());
      assertThat(ledger.pending()).as(what).isZero();
      assertThat(ledger.refused()).as(what).isPositive();
      // Rows before a refused one are sent twice; each is there, and each counts once. The control
      // row, which may be there as well, is nobody's value.
      Set<String> points = new LinkedHashSet<>(server.points());
      points.removeIf(point -> point.startsWith("sys/pluto.rejected@"));
      assertThat((long) points.size() + server.config().size()).as(what).isEqualTo(ledger.sent());
    }
  }

  private static boolean isBad(MetricRow row) {
    return row.step() % 50 == 49;
  }

  /** A hundred calls; every name, and so every point, of its own. */
  private static void log(Run run, Random random, int thread, AtomicLong given) {
    for (int i = 0; i < 100; i++) {
      Map<String, Object> values = new HashMap<>();
      for (int n = random.nextInt(5); n > 0; n--) {
        String name = thread + "/" + i + "/" + n;
        switch (random.nextInt(12)) {
          case 0:
            values.put(name, new Object());
            break;
          case 1:
            values.put(null, 1);
            break;
          case 2:
            values.put(name, "text");
            break;
          default:
            values.put(name, random.nextGaussian());
        }
      }
      given.addAndGet(values.size());
      run.log(values, random.nextInt(30) == 0 ? -1 : random.nextInt(200));
    }
  }

  @Test
  void finishWaitsNoLongerThanItMay() throws IOException {
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "0.1");
    server.fallSilent();
    Run run = pluto().init(RunSpec.builder().name("heron-07").build());
    run.log(Map.of("loss", 1));
    long start = System.nanoTime();
    run.finish();
    Duration waited = Duration.ofNanos(System.nanoTime() - start);

    // It is back although the server is silent still.
    assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    assertThat(
            told.count(
                "run 'heron-07' incomplete: 0 of 1 values uploaded. The rest is kept in " + home))
        .isEqualTo(1);

    // What was not uploaded by then goes on in the background.
    server.speak();
    Await.until("the final status", () -> !server.statuses().isEmpty());
    Await.until("the directory is gone", () -> runDirectories().isEmpty());
    assertThat(server.points()).hasSize(1);
  }

  @Test
  void whatAHookLogsAndHowItFinishesReachesPluto() throws IOException {
    Run run = pluto().init(RunSpec.builder().name("heron-07").build());
    run.log(Map.of("loss", 0.5));
    end.exit(143);
    end.hooksStart();
    for (int step = 2; step <= 11; step++) {
      run.log(Map.of("saved", step));
    }
    run.finish(3);
    end.hooksDone();

    assertThat(server.points()).hasSize(11);
    assertThat(server.statuses()).containsExactly(RunStatus.FAILED);
    assertThat(told.count("run 'heron-07' (OLA-1) complete: 11 values uploaded")).isEqualTo(1);
    assertThat(run.ledger().refused()).isZero();
    assertThat(run.ledger().pending()).isZero();
    assertThat(runDirectories()).isEmpty();
  }

  @Test
  void aRunThatNoHookFinishesEndsAsTheJvmDoes() throws IOException {
    Run run = pluto().init(RunSpec.builder().build());
    end.exit(143);
    end.hooksStart();
    run.log(Map.of("loss", 0.5));
    end.hooksDone();

    assertThat(server.points()).hasSize(1);
    assertThat(server.statuses()).containsExactly(RunStatus.TERMINATED);
    assertThat(runDirectories()).isEmpty();
  }

  @Test
  void threadsThatLogToTheLastLoseNothingThatReturned() throws Exception {
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "0.2");
    int removed = 0;
    for (int round = 0; round < 20; round++) {
      server = new FakePluto();
      server.expectLateData();
      environment.put("PLUTO_DIR", home.resolve("round-" + round).toString());
      Run run = pluto().init(RunSpec.builder().build());
      AtomicLong returned = new AtomicLong();
      AtomicBoolean over = new AtomicBoolean();
      // In some rounds there is always more to send, in others mostly not.
      long pause = round * 1_000_000L;
      Thread logger =
          new Thread(
              () -> {
                while (!over.get()) {
                  run.log(Map.of("loss", returned.get()));
                  returned.incrementAndGet();
                  LockSupport.parkNanos(pause);
                }
              });
      // Only the JVM ends a thread that logs to a run whose directory is removed.
      logger.setDaemon(true);
      logger.start();
      Await.until("it logs", () -> returned.get() > 10);
      end.hooksStart();
      end.hooksDone();

      long before = returned.get();
      assertThat(run.ledger().stored()).as("round %d", round).isGreaterThanOrEqualTo(before);
      assertThat(run.ledger().refused()).as("round %d", round).isZero();
      if (Files.notExists(run.directory())) {
        removed++;
        assertThat((long) new LinkedHashSet<>(server.points()).size())
            .as("round %d", round)
            .isGreaterThanOrEqualTo(returned.get());
      }
      over.set(true);
    }
    assertThat(removed).as("rounds that were whole in between").isPositive();
  }

  @Test
  void theStatusIsSentWhenTheDataIsNotWaitedForAnyMore() throws Exception {
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "5");
    server.expectLateData();
    CountDownLatch stalled = new CountDownLatch(1);
    connected =
        new ForwardingPluto(server) {
          @Override
          public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
            awaitQuietly(stalled);
            return super.sendMetrics(run, rows);
          }
        };
    Run run = pluto().init(RunSpec.builder().name("heron-07").build());
    run.log(Map.of("loss", 1));
    Await.until("created", () -> run.answer(Duration.ZERO).isPresent());
    run.finish(3);

    assertThat(server.statuses()).containsExactly(RunStatus.FAILED);
    assertThat(
            told.count(
                "run 'heron-07' (OLA-1) incomplete: 0 of 1 values uploaded. The rest is kept in "
                    + home))
        .isEqualTo(1);
    assertThat(told.count("final status")).isZero();
    assertThat(run.ledger().pending()).isEqualTo(1);

    stalled.countDown();
    Await.until("the directory is gone", () -> runDirectories().isEmpty());
    assertThat(server.points()).hasSize(1);
    assertThat(server.statuses()).containsExactly(RunStatus.FAILED);
    assertThat(server.count(Call.STATUS)).as("once is enough").isEqualTo(1);
    assertThat(server.count(Call.RESUME)).isZero();
  }

  @Test
  void aStatusThatCannotBeSentIsSaid() throws Exception {
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "1");
    // After what failed, metrics are sent once more.
    server.expectLateData();
    server.failAlways(Call.STATUS, Outcome.tryAgain("502", Duration.ZERO));
    Run run = pluto().init(RunSpec.builder().name("heron-07").build());
    run.log(Map.of("loss", 1));
    Await.until("the point", () -> server.points().size() == 1);
    run.finish();

    assertThat(told.count("run 'heron-07' (OLA-1): 1 values uploaded, but not its final status"))
        .isEqualTo(1);
    assertThat(told.count("the rest")).isZero();

    server.comeBack();
    Await.until("the directory is gone", () -> runDirectories().isEmpty());
    assertThat(server.statuses()).containsExactly(RunStatus.COMPLETED);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void initDoesNotWaitForTheServer() throws IOException {
    server.fallSilent();
    Run run = pluto().init(RunSpec.builder().build());
    run.log(Map.of("loss", 1));
    server.speak();
    run.finish();

    assertThat(server.points()).hasSize(1);
  }

  @Test
  void offlineKeepsTheJournalAndNeverCalls() throws IOException {
    environment.put("PLUTO_MODE", "offline");
    Run run = pluto().init(RunSpec.builder().project("orbit-lab").build());
    run.log(Map.of("marker/loss", 1));
    run.finish(1);

    assertThat(connections).hasValue(0);
    assertThat(run.ledger().stored()).isEqualTo(1);
    assertThat(run.ledger().pending()).isEqualTo(1);
    Path directory = runDirectories().get(0);
    assertThat(told.lines())
        .containsExactly("pluto: offline: nothing is uploaded. Data is kept in " + directory + ".");
    assertThat(directory.resolve("intent")).isNotEmptyFile();
    assertThat(Files.readString(directory.resolve("00000001.segment"), StandardCharsets.ISO_8859_1))
        .startsWith("PLUTOJNL")
        .contains("marker/loss");
  }

  @Test
  void notesAreCutToWhatTheTableShowsAndWholeInConfig() throws IOException {
    String owls = "\ud83e\udd89".repeat(600);
    pluto().init(RunSpec.builder().notes(owls).build()).finish();

    // One unit more would be half an owl.
    assertThat(server.notes()).isEqualTo("\ud83e\udd89".repeat(499) + "\u2026");
    assertThat(server.config()).containsEntry("_tracker_notes", owls);
    assertThat(server.count(Call.NOTES)).isEqualTo(1);
    assertThat(told.lines()).hasSize(2);
  }

  @Test
  void notesThatFailAreTriedOnceMoreAndHoldNothingUp() throws IOException {
    server.failNext(Call.NOTES, Outcome.tryAgain("502", Duration.ZERO));
    Run run = pluto().init(RunSpec.builder().notes("first try").build());
    run.log(Map.of("loss", 1));
    run.finish();

    assertThat(server.notes()).isEqualTo("first try");
    assertThat(server.calls())
        .containsSubsequence(Call.NOTES, Call.METRICS, Call.NOTES, Call.STATUS);
    assertThat(runDirectories()).isEmpty();
  }

  @Test
  void notesThatAreRefusedCostNothingElse() throws IOException {
    server.failAlways(Call.NOTES, Outcome.refused("Run not found"));
    pluto().init(RunSpec.builder().notes("first try").build()).finish();

    assertThat(server.count(Call.NOTES)).isEqualTo(1);
    assertThat(server.statuses()).containsExactly(RunStatus.COMPLETED);
  }

  @Test
  void aRunThatIsCancelledEndsTheProgramWhereThatIsWanted() throws Exception {
    CountDownLatch exit = new CountDownLatch(1);
    server.answerHeartbeats(RunStatus.CANCELLED);
    Pluto pluto = pluto();
    pluto.exitOnCancel(exit::countDown);

    Run run = pluto.init(RunSpec.builder().build());

    assertThat(exit.await(5, TimeUnit.MINUTES)).isTrue();
    run.finish(130);
  }

  @Test
  void aRunIsCreatedWithWhereItRuns() throws IOException {
    Pluto pluto = pluto();
    pluto.describeRunsBy(Found.of(Map.of("process", Map.of("pid", 7L)), told.messages()));

    pluto.init(RunSpec.builder().build()).finish();
    assertThat(server.spec().metadata()).isEqualTo(Map.of("process", Map.of("pid", 7L)));
  }

  @Test
  void aRunThatIsCreatedLaterHasWhatWasFoundInItsOwnProcess() throws Exception {
    environment.put("PLUTO_MODE", "offline");
    Pluto pluto = pluto();
    pluto.describeRunsBy(Found.of(Map.of("process", Map.of("pid", 7L)), told.messages()));
    Run run = pluto.init(RunSpec.builder().build());
    Await.until("kept", () -> !spec(run.directory()).metadata().isEmpty());
    run.finish();

    UploadResult next =
        new Recovery(
                new RunStore(home.resolve(".pluto")),
                Connector.of(Credential.of(ApiKey.of(KEY, "PLUTO_API_KEY")), key -> server),
                new UploadContext(
                    TestSettings.of(Map.of("PLUTO_API_KEY", KEY)),
                    told.messages(),
                    "PLUTO_API_KEY"),
                Optional.empty())
            .recover(run.directory(), new Ledger());

    assertThat(next).isEqualTo(UploadResult.WHOLE);
    assertThat(server.spec().metadata()).isEqualTo(Map.of("process", Map.of("pid", 7L)));
  }

  private static RunSpec spec(Path run) {
    try {
      return RunStore.spec(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anUnusableAddressIsSaidAndNothingIsSentElsewhere() throws IOException {
    environment.put("PLUTO_URL_INGEST", "pluto.example.com");
    Run run = pluto().init(RunSpec.builder().build());
    run.log(Map.of("loss", 1));
    run.finish();

    assertThat(connections).hasValue(0);
    assertThat(told.lines())
        .first()
        .asString()
        .startsWith("pluto: PLUTO_URL_INGEST: 'pluto.example.com' does not start with http://");
    assertThat(runDirectories()).hasSize(1);
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void fallsBackToTheTempDirectoryWhereItCannotWrite() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    environment.put("PLUTO_DIR", file.toString());
    String before = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", home.toString());
    try {
      Run run = pluto().init(RunSpec.builder().build());
      Path instead = home.resolve("pluto-" + System.getProperty("user.name"));
      assertThat(told.lines())
          .first()
          .asString()
          .startsWith("pluto: cannot write to " + file.resolve(".pluto") + " (")
          .endsWith(
              "). Data is kept in "
                  + instead
                  + " instead, where it may not outlive the machine. Set PLUTO_DIR to a writable"
                  + " directory.");
      assertThat(instead.resolve("pluto")).isNotEmptyDirectory();

      run.log(Map.of("loss", 1));
      run.finish();
      assertThat(server.points()).hasSize(1);
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void fallsBackToMemoryWhereNoDiskCanBeWritten() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/dev/shm")));
    Path file = Files.createFile(home.resolve("file"));
    environment.put("PLUTO_DIR", file.toString());
    String before = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", file.toString());
    try {
      Run run = pluto().init(RunSpec.builder().project("shm-test").build());
      assertThat(told.lines()).first().asString().contains("Data is kept in /dev/shm/pluto-");

      run.log(Map.of("loss", 1));
      run.finish();
      assertThat(server.points()).hasSize(1);
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  @Test
  void theKeyIsNeverOnDiskNorSaid() throws IOException {
    server.refuseRows(row -> row.name(0).equals("loss"));
    Run run = pluto().init(RunSpec.builder().build());
    run.log(Map.of("loss", 1));
    run.finish();
    environment.put("PLUTO_MODE", "offline");
    pluto().init(RunSpec.builder().build()).finish();

    List<Path> files = files(home);
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .contains("rejected.txt", "pluto.log", "intent", "00000001.segment", "lock");
    for (Path file : files) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(KEY);
    }
    assertThat(told.count(KEY)).isZero();
  }

  @Test
  void aRunKeepsWhereItBelongsFromTheMomentItOpens() throws IOException {
    environment.put("PLUTO_HOST", "lab");
    server.fallSilent();
    Run run = pluto().init(RunSpec.builder().build());

    Destination opened = RunStore.destination(run.directory());
    assertThat(opened.server()).hasToString("Optional[http://lab:3001]");
    assertThat(KeyFingerprint.matches(opened.key().orElseThrow(), apiKey())).isTrue();
    assertThat(opened.organization()).isEmpty();
    assertThat(opened.isOffline()).isFalse();

    server.speak();
    Await.until("signed in", () -> organization(run).equals(Optional.of(FakePluto.ORGANIZATION)));
    run.finish();
    assertThat(run.ledger().seen()).isZero();
  }

  @Test
  void aKeyThatHasToBeAskedForIsNotedBeforeItIsUsed() throws Exception {
    CountDownLatch unlocked = new CountDownLatch(1);
    Credential keyring =
        Credential.in(
            () -> {
              unlocked.await();
              return KEY;
            },
            Client.NONE);
    server.fallSilent();
    Run run = pluto(keyring).init(RunSpec.builder().build());
    assertThat(RunStore.destination(run.directory()).key()).isEmpty();

    unlocked.countDown();

    Await.until("noted", () -> destination(run).key().isPresent());
    assertThat(KeyFingerprint.matches(destination(run).key().orElseThrow(), apiKey())).isTrue();
    assertThat(server.statuses()).isEmpty();
    server.speak();
    run.finish();
    assertThat(runDirectories()).isEmpty();
  }

  @Test
  void anOfflineRunIsLeftBehindByTheNextOnlineOne() throws IOException {
    environment.put("PLUTO_MODE", "offline");
    Run offline = pluto().init(RunSpec.builder().externalId("kept").build());
    offline.log(Map.of("loss", 1));
    offline.finish();
    environment.put("PLUTO_MODE", "online");
    Run online = pluto().init(RunSpec.builder().externalId("sent").build());
    online.log(Map.of("loss", 2));
    online.finish();

    Await.until("nobody looks at it", () -> logFile().contains("is left for sync"));
    assertThat(server.points()).containsExactly("loss@1=2.0");
    assertThat(runDirectories()).containsExactly(offline.directory());
    assertThat(offline.ledger().pending()).isEqualTo(1);
    assertThat(online.ledger().sent()).isEqualTo(1);
  }

  private String logFile() {
    try {
      return Files.readString(home.resolve(".pluto").resolve("pluto.log"));
    } catch (IOException e) {
      return "";
    }
  }

  private static ApiKey apiKey() {
    return ApiKey.of(KEY, "a test");
  }

  private static Destination destination(Run run) {
    try {
      return RunStore.destination(run.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> organization(Run run) {
    return destination(run).organization();
  }

  @Test
  void aSecondRunOfTheSameIdHasADirectoryOfItsOwn() throws IOException {
    environment.put("PLUTO_MODE", "offline");
    Pluto pluto = pluto();
    pluto.init(RunSpec.builder().externalId("same").build()).finish();
    pluto.init(RunSpec.builder().externalId("same").build()).finish();

    assertThat(runDirectories()).hasSize(2);
  }

  /** As where the number of processes is limited. */
  @Test
  void withoutThreadsARunIsKeptByItsCallersAndUploadedByTheNextOne() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    threads =
        new DaemonThreads(
            thread -> {
              attempts.incrementAndGet();
              throw new OutOfMemoryError("unable to create native thread");
            });
    Run run = pluto().init(RunSpec.builder().project("orbit-lab").externalId("k3v9q1zt").build());
    run.log(Map.of("loss", 0.5));
    run.log(Map.of("loss", 0.25));
    run.finish(1);

    assertThat(attempts).hasValue(1);
    assertThat(connections).hasValue(0);
    assertThat(told.lines())
        .singleElement()
        .asString()
        .contains("Cannot start a thread", "Data is kept in " + run.directory(), "sync");

    UploadResult next =
        new Recovery(
                new RunStore(home.resolve(".pluto")),
                Connector.of(Credential.of(ApiKey.of(KEY, "PLUTO_API_KEY")), key -> server),
                new UploadContext(TestSettings.of(environment), told.messages(), "PLUTO_API_KEY"),
                Optional.empty())
            .recoverUnasked(run.directory(), new Ledger());

    assertThat(next).isEqualTo(UploadResult.WHOLE);
    assertThat(server.points()).containsExactly("loss@1=0.5", "loss@2=0.25");
    assertThat(server.statuses()).contains(RunStatus.FAILED);
    assertThat(runDirectories()).isEmpty();
  }

  @Test
  void samplesOfTheMachineAreNoneOfTheProgramsValues() throws Exception {
    Run run = pluto().init(RunSpec.builder().name("heron-07").build());
    run.log(Map.of("loss", 1));
    run.samples().take(Samples.of(System.currentTimeMillis(), "sys/memory.used", 5));
    run.finish();

    assertThat(server.points()).hasSize(2).contains("sys/memory.used@1=5.0");
    assertThat(told.count("run 'heron-07' (OLA-1) complete: 1 values uploaded")).isEqualTo(1);
    assertThat(run.ledger().pending()).isZero();
    assertThat(run.ledger().sampled()).isEqualTo(1);
  }

  @Test
  void samplesOfARunThatGoesOnAreAboveItsEarlierOnes() throws Exception {
    long now = System.currentTimeMillis();
    server.began(now - 400_000);
    server.expectLateData();
    Pluto pluto = pluto();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Run run = pluto.init(RunSpec.builder().project("orbit-lab").externalId("k3v9q1zt").build());
      runs.add(run);
      Await.until("the run", () -> run.answer(Duration.ZERO).isPresent());
      run.samples().take(Samples.of(now + 10_000, "sys/memory.used", i));
    }
    runs.forEach(Run::finish);

    assertThat(server.points())
        .containsExactlyInAnyOrder("sys/memory.used@3=0.0", "sys/memory.used@103=1.0");
  }

  @Test
  void whoeverWatchesIsToldOfEachRun() throws IOException {
    Pluto pluto = pluto();
    List<Run> seen = new ArrayList<>();
    pluto.whenOpened(seen::add);

    Run run = pluto.init(RunSpec.builder().build());

    assertThat(seen).containsExactly(run);
    assertThat(run.isOver()).isFalse();
    run.finish();
    assertThat(run.isOver()).isTrue();
  }

  private Pluto pluto() {
    return pluto(Credential.of(ApiKey.of(KEY, "PLUTO_API_KEY")));
  }

  private Pluto pluto(Credential credential) {
    environment.putIfAbsent("PLUTO_DIR", home.toString());
    Settings settings = TestSettings.of(environment);
    return new Pluto(
        settings,
        Connector.of(
            credential,
            key -> {
              PlutoApi answering = connected == null ? server : connected;
              connections.incrementAndGet();
              return answering;
            }),
        end,
        told.messages(),
        threads);
  }

  private List<Path> runDirectories() {
    List<Path> runs = new ArrayList<>();
    for (Path project : list(home.resolve(".pluto"))) {
      if (Files.isDirectory(project)) {
        runs.addAll(list(project));
      }
    }
    return runs;
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.collect(Collectors.toList());
    } catch (NoSuchFileException gone) {
      // With the last run that was in it.
      return Collections.emptyList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).collect(Collectors.toList());
    }
  }
}
