package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.observe.AfterKill;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs from end to end, with a server in memory. */
class PlutoTest {
  private static final String KEY = "mlpi_EXAMPLEkey0123456";

  @TempDir Path home;

  private FakePluto server = new FakePluto();
  private final AtomicInteger connections = new AtomicInteger();
  private final Told told = new Told();
  private final Map<String, String> environment = new HashMap<>();

  PlutoTest() {
    environment.put("PLUTO_API_KEY", KEY);
    environment.put("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1");
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "10");
  }

  @AfterEach
  void theProtocolWasObeyed() {
    server.speak();
    server.assertObeyed();
  }

  @Test
  void carriesARunFromInitToFinish() throws IOException {
    Run run =
        pluto()
            .init(
                RunOptions.builder()
                    .project("orbit-lab")
                    .name("heron-07")
                    .externalId("k3v9q1zt")
                    .config(Map.of("lr", 0.1))
                    .build());
    run.log(Map.of("loss", 0.5));
    run.log(Map.of("loss", 0.25, "phase", "train"));
    run.finish();

    assertThat(server.intent().project()).isEqualTo("orbit-lab");
    assertThat(server.intent().externalId()).isEqualTo("k3v9q1zt");
    assertThat(server.points()).containsExactly("loss@1=0.5", "loss@2=0.25");
    assertThat(server.config()).isEqualTo(Map.of("lr", 0.1, "phase", "train"));
    assertThat(server.statuses()).containsExactly(RunStatus.COMPLETED);
    assertThat(told.lines())
        .containsExactly(
            "pluto: logging to https://pluto.example.test/90210",
            "pluto: all 3 values of 'heron-07' are in Pluto");
    assertThat(runDirectories()).isEmpty();
  }

  @Test
  void carriesSeveralRunsAtOnce() throws IOException {
    Pluto pluto = pluto();
    Set<String> ids = new LinkedHashSet<>();
    List<Run> runs = new ArrayList<>();
    List<FakePluto> servers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      server = new FakePluto();
      servers.add(server);
      Run run = pluto.init(RunOptions.builder().build());
      int connected = i + 1;
      Await.until("connected", () -> connections.get() == connected);
      ids.add(run.externalId());
      runs.add(run);
    }
    for (int i = 0; i < 5; i++) {
      runs.get(i).log(Map.of("loss", i));
      runs.get(i).finish(i);
    }

    assertThat(ids).hasSize(5);
    for (int i = 0; i < 5; i++) {
      servers.get(i).assertObeyed();
      assertThat(servers.get(i).points()).containsExactly("loss@1=" + (double) i);
      assertThat(servers.get(i).statuses()).containsExactly(RunStatus.ofExitCode(i));
    }
  }

  @Test
  void theLedgerAddsUpUnderRandomWorkloads() throws Exception {
    for (int seed = 0; seed < 30; seed++) {
      server.assertObeyed();
      server = new FakePluto();
      server.refuseRows(PlutoTest::isBad);
      environment.put(
          "PLUTO_UPLOAD_BATCH_POINTS", String.valueOf(1 + new Random(seed).nextInt(60)));
      Run run = pluto().init(RunOptions.builder().project("seed-" + seed).build());
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
      // Rows before a refused one are sent twice; each is there, and each counts once.
      assertThat((long) new LinkedHashSet<>(server.points()).size() + server.config().size())
          .as(what)
          .isEqualTo(ledger.sent());
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
            values.put(" ".repeat(n), 1);
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
    Run run = pluto().init(RunOptions.builder().name("heron-07").build());
    run.log(Map.of("loss", 1));
    long start = System.nanoTime();
    run.finish();
    Duration waited = Duration.ofNanos(System.nanoTime() - start);

    assertThat(waited).isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
    assertThat(told.count("0 of 1 values of 'heron-07' are in Pluto; the rest is kept in " + home))
        .isEqualTo(1);

    // What was not uploaded by then goes on in the background.
    server.speak();
    Await.until("the final status", () -> !server.statuses().isEmpty());
    Await.until("the directory is gone", () -> runDirectories().isEmpty());
    assertThat(server.points()).hasSize(1);
  }

  @Test
  void initDoesNotWaitForTheServer() throws IOException {
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "10");
    server.fallSilent();
    Run run = pluto().init(RunOptions.builder().build());
    run.log(Map.of("loss", 1));
    server.speak();
    run.finish();

    assertThat(server.points()).hasSize(1);
  }

  @Test
  void offlineKeepsTheJournalAndNeverCalls() throws IOException {
    environment.put("PLUTO_MODE", "offline");
    Run run = pluto().init(RunOptions.builder().project("orbit-lab").build());
    run.log(Map.of("marker/loss", 1));
    run.finish(1);

    assertThat(connections).hasValue(0);
    assertThat(run.ledger().stored()).isEqualTo(1);
    assertThat(run.ledger().pending()).isEqualTo(1);
    Path directory = runDirectories().get(0);
    assertThat(told.lines())
        .containsExactly("pluto: nothing is uploaded; what is logged is kept in " + directory);
    assertThat(directory.resolve("intent")).isNotEmptyFile();
    assertThat(Files.readString(directory.resolve("00000001.segment"), StandardCharsets.ISO_8859_1))
        .startsWith("PLUTOJNL")
        .contains("marker/loss");
  }

  @Test
  void anUnusableAddressIsSaidAndNothingIsSentElsewhere() throws IOException {
    environment.put("PLUTO_URL_INGEST", "pluto.example.com");
    Run run = pluto().init(RunOptions.builder().build());
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
  void fallsBackToTheTempDirectoryWhereItCannotWrite() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    environment.put("PLUTO_DIR", file.toString());
    String before = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", home.toString());
    try {
      Run run = pluto().init(RunOptions.builder().build());
      Path instead = home.resolve("pluto-" + System.getProperty("user.name"));
      assertThat(told.lines())
          .first()
          .asString()
          .startsWith("pluto: cannot write to " + file.resolve(".pluto") + " (")
          .endsWith(
              "); journals are kept in "
                  + instead
                  + ", where they may not outlive the machine. Set PLUTO_DIR to a directory that"
                  + " can be written.");
      assertThat(instead.resolve("pluto")).isNotEmptyDirectory();

      run.log(Map.of("loss", 1));
      run.finish();
      assertThat(server.points()).hasSize(1);
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  @Test
  void fallsBackToMemoryWhereNoDiskCanBeWritten() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/dev/shm")));
    Path file = Files.createFile(home.resolve("file"));
    environment.put("PLUTO_DIR", file.toString());
    String before = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", file.toString());
    try {
      Run run = pluto().init(RunOptions.builder().project("shm-test").build());
      assertThat(told.lines()).first().asString().contains("journals are kept in /dev/shm/pluto-");

      run.log(Map.of("loss", 1));
      run.finish();
      assertThat(server.points()).hasSize(1);
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  @Test
  void theKeyIsNeverOnDiskNorSaid() throws IOException {
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "10");
    server.refuseRows(row -> row.name(0).equals("loss"));
    Run run = pluto().init(RunOptions.builder().build());
    run.log(Map.of("loss", 1));
    run.finish();
    environment.put("PLUTO_MODE", "offline");
    pluto().init(RunOptions.builder().build()).finish();

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
  void aSecondRunOfTheSameIdHasADirectoryOfItsOwn() throws IOException {
    environment.put("PLUTO_MODE", "offline");
    Pluto pluto = pluto();
    pluto.init(RunOptions.builder().externalId("same").build()).finish();
    pluto.init(RunOptions.builder().externalId("same").build()).finish();

    assertThat(runDirectories()).hasSize(2);
  }

  private Pluto pluto() {
    environment.putIfAbsent("PLUTO_DIR", home.toString());
    Settings settings = TestSettings.of(environment);
    return new Pluto(
        settings,
        Credential.of(ApiKey.of(KEY, "PLUTO_API_KEY")),
        key -> {
          FakePluto connected = server;
          connections.incrementAndGet();
          return connected;
        },
        new ProgramEnd(),
        AfterKill.NOTHING,
        told.notices());
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
    if (!Files.isDirectory(directory)) {
      return Collections.emptyList();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.collect(Collectors.toList());
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
