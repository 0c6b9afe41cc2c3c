package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.RecordType;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.Destinations;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What does not go up while metrics do: it holds nothing back, and nothing of it is lost. */
@Execution(ExecutionMode.CONCURRENT)
class DeferralTest {
  @TempDir Path home;

  private final Told told = new Told();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1"));
  private FakePluto pluto;
  private Sick server;
  private Ledger ledger;
  private RunDirectory directory;
  private Journal journal;
  private Uploader uploader;

  @BeforeEach
  void open() throws IOException {
    pluto = new FakePluto();
    pluto.expectDeferral();
    server = new Sick(pluto);
    ledger = new Ledger();
    directory =
        new RunStore(home)
            .create(
                RunSpec.builder()
                    .project("orbit-lab")
                    .name("heron-07")
                    .externalId("k3v9q1zt")
                    .build(),
                Destinations.fake());
    journal = new Journal(directory, 1L << 30, Duration.ofSeconds(20), told.messages());
  }

  @AfterEach
  void theProtocolWasObeyedAndTheLedgerAddsUp() throws IOException {
    pluto.assertObeyed();
    assertThat(ledger.stored()).isEqualTo(ledger.sent() + ledger.pending() + ledger.rejected());
    journal.close();
    directory.close();
  }

  @Test
  void aHistogramThatFailsHoldsNothingElseBack() throws Exception {
    server.failData(row -> row.name().equals("sick"));
    start();
    metric(1);
    data("sick", 1);
    data("well", 1);
    metric(2);
    data("well", 2);
    metric(3);

    awaitMetrics(3);
    Await.until("the other data", () -> steps("well").size() == 2);
    assertThat(steps("well")).containsExactly(1L, 2L);
    Await.until("all but one is counted", () -> ledger.pending() == 1);
    assertThat(told.count("It is kept on disk and retried; everything else")).isEqualTo(1);

    server.heal();
    finish();
    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(steps("sick")).containsExactly(1L);
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
    assertLedger(6, 6, 0);
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void aTableThatTimesOutHoldsNothingElseBack() throws Exception {
    server.failData(row -> row.name().equals("sick")).with(Outcome.timeout("no answer in time"));
    start();
    for (int step = 1; step <= 20; step++) {
      data("well", step);
      data("sick", step);
      metric(step);
    }

    awaitMetrics(20);
    Await.until("the other data", () -> steps("well").size() == 20);
    Await.until("all but these are counted", () -> ledger.pending() == 20);
    server.heal();
    finish();
    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(steps("sick")).hasSize(20).doesNotHaveDuplicates();
    assertLedger(60, 60, 0);
  }

  @Test
  void aServiceForConsoleOutputThatIsAwayHoldsNothingElseBack() throws Exception {
    pluto.failAlways(Call.CONSOLE, Sick.ERROR);
    start();
    for (int step = 1; step <= 100; step++) {
      printed(step);
      metric(step);
      data("well", step);
    }

    awaitMetrics(100);
    Await.until("the data", () -> steps("well").size() == 100);
    pluto.comeBack();
    printed(101);
    finish();
    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(pluto.console())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, 101)
                .mapToObj(line -> line + " INFO line " + line)
                .collect(Collectors.toList()));
    assertThat(steps("well")).doesNotHaveDuplicates();
    assertLedger(200, 200, 0);
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void aServiceForDataThatIsAwayHoldsNoMetricBack() throws Exception {
    server.failData(row -> true);
    start();
    for (int step = 1; step <= 200; step++) {
      data("weights", step);
      metric(step);
    }

    awaitMetrics(200);
    assertThat(pluto.data()).isEmpty();
    finish();
    server.heal();
    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(steps("weights")).hasSize(200).doesNotHaveDuplicates();
    assertLedger(400, 400, 0);
  }

  @Test
  void aLargeTableGoesBesideTheMetrics() throws Exception {
    metric(1);
    data("small", 1);
    journal.append(new DataRow(LogType.TABLE, "large", 0, 1, Map.of("table", "x".repeat(2 << 20))));
    ledger.addStored(1);
    metric(2);
    server.failData(row -> row.name().equals("large")).healAfter(3);
    start();
    awaitMetrics(2);
    finish();

    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(steps("small")).containsExactly(1L);
    assertThat(steps("large")).containsExactly(1L);
    assertThat(told.count("retried")).as("not said: nothing failed in its turn").isZero();
    assertLedger(4, 4, 0);
  }

  @Test
  void anOutageDefersNothing() throws Exception {
    pluto.failAlways(Call.METRICS, Sick.ERROR);
    pluto.failAlways(Call.DATA, Sick.ERROR);
    metric(1);
    data("weights", 1);
    start();
    Await.until("attempts", () -> pluto.count(Call.METRICS) > 20);
    pluto.failNext(Call.SIGN_IN, Sick.ERROR);
    pluto.comeBack();
    awaitMetrics(1);
    pluto.goAway();
    data("weights", 2);
    int before = pluto.count(Call.SIGN_IN);
    // While nothing else works either, Pluto is asked with no data.
    Await.until("attempts", () -> pluto.count(Call.SIGN_IN) > before + 20);

    assertThat(directory.path().resolve("deferred")).doesNotExist();
    pluto.comeBack();
    finish();
    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertLedger(3, 3, 0);
  }

  @Test
  void anAlertIsMailedWhenItsServiceIsBackAndHoldsNothingBack() throws Exception {
    PlutoApi backLater =
        new ForwardingPluto(pluto) {
          @Override
          public Outcome<Void> alert(RunHandle run, Alert alert) {
            return pluto.points().contains("loss@2=2.0") ? super.alert(run, alert) : Sick.ERROR;
          }
        };
    metric(1);
    alert("first");
    alert("second");
    metric(2);
    finish();
    start(backLater);

    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(pluto.alerts()).extracting(Alert::title).containsExactly("first", "second");
    assertLedger(4, 4, 0);
  }

  @Test
  void aKeyThatTheServerFailsBecauseOfHoldsNothingBackAndTheNewestConfigWins() throws Exception {
    server.failConfig(key -> key.equals("sick"));
    start();
    config(Map.of("a", 1L, "sick", 1L, "b", 1L));
    metric(1);
    awaitMetrics(1);
    Await.until("the other keys", () -> pluto.config().keySet().contains("b"));
    config(Map.of("a", 2L));
    config(Map.of("sick", 2L));
    metric(2);
    awaitMetrics(2);
    Await.until("a newer value", () -> pluto.config().get("a").equals(2L));
    server.heal();
    finish();

    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(pluto.config()).isEqualTo(Map.of("a", 2L, "b", 1L, "sick", 2L));
    assertLedger(7, 7, 0);
  }

  @Test
  void tagsThatFailHoldNothingBackAndTheLastOnesWin() throws Exception {
    server.failTags();
    start();
    for (int i = 1; i <= 5; i++) {
      journal.appendTags(List.of("t" + i));
      metric(i);
      awaitMetrics(i);
    }
    server.heal();
    finish();

    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(pluto.tags()).containsExactly("t5");
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
    assertLedger(5, 5, 0);
  }

  @Test
  void whatIsLeftIsCountedAndUploadedByTheNextProgram() throws Exception {
    server.failData(row -> row.name().equals("sick")).failConfig(key -> true).failTags();
    metric(1);
    data("sick", 1);
    data("sick", 2);
    journal.append(new DataRow(LogType.HISTOGRAM, "well", 0, 1, Map.of("v", 1)));
    ledger.addStored(1);
    config(Map.of("a", 1L, "b", 2L));
    config(Map.of("a", 3L));
    journal.appendTags(List.of("old"));
    journal.appendTags(List.of("new"));
    metric(2);
    finish();
    journal.close();

    assertThat(recover(server, Duration.ofSeconds(1))).isEqualTo(UploadResult.STALLED);
    assertThat(RunSnapshot.of(directory.path()).pendingValues()).isEqualTo(5);
    assertLedger(8, 3, 0);
    assertThat(pluto.statuses()).as("the status does not wait").isNotEmpty();
    assertThat(recover(server, Duration.ofSeconds(1))).isEqualTo(UploadResult.STALLED);
    assertLedger(5, 0, 0);

    server.heal();
    assertThat(recover(server, Duration.ofMinutes(5))).isEqualTo(UploadResult.WHOLE);
    assertLedger(5, 5, 0);
    assertThat(pluto.points()).startsWith("loss@1=1.0", "loss@2=2.0");
    assertThat(steps("sick")).containsExactly(1L, 2L);
    assertThat(steps("well")).containsExactly(1L);
    assertThat(pluto.config()).isEqualTo(Map.of("a", 3L, "b", 2L));
    assertThat(pluto.tags()).containsExactly("new");
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void aKillBetweenTheCopyAndTheAcknowledgementRepeatsNothing() throws Exception {
    List<Position> behind = new ArrayList<>();
    for (int step = 1; step <= 6; step++) {
      data("weights", step);
      behind.add(journal.end());
    }
    config(Map.of("a", 1L));
    Position config = journal.end();
    alert("plateau");
    Position alert = journal.end();
    metric(1);
    finish();
    directory
        .deferred()
        .defer(
            RecordType.DATA,
            List.of(row("weights", 2), row("weights", 3), row("weights", 4)),
            behind.get(1),
            behind.get(3));
    directory.deferred().defer(RecordType.CONFIG, List.of(Map.of("a", 1L)), config, config);
    directory.deferred().defer(RecordType.ALERT, List.of(alert()), alert, alert);
    journal.close();

    assertThat(RunSnapshot.of(directory.path()).pendingValues()).isEqualTo(9);
    assertThat(recover(server, Duration.ofMinutes(5))).isEqualTo(UploadResult.WHOLE);

    assertThat(steps("weights")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(pluto.alerts()).hasSize(1);
    assertThat(pluto.count(Call.CONFIG)).isEqualTo(1);
    assertLedger(9, 9, 0);
  }

  @Test
  void aKillAtAnyRequestLosesNothingAndRepeatsAtMostThatRequest() throws Exception {
    for (boolean afterwards : List.of(false, true)) {
      for (int point = 0; ; point++) {
        if (carryWithAKill(point, afterwards)) {
          assertThat(point).as("requests in all").isGreaterThan(20);
          break;
        }
      }
    }
  }

  /**
   * Carries a run whose upload is killed at the request with that number, and then what is left.
   *
   * @return whether there are not that many requests
   */
  private boolean carryWithAKill(int point, boolean afterwards) throws Exception {
    String kill = "kill " + point + (afterwards ? " afterwards" : "");
    journal.close();
    directory.close();
    open();
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "6");
    server
        .with(Outcome.timeout("no answer in time"))
        .failData(row -> row.step() % 5 == 3)
        .failConfig(key -> key.equals("sick"))
        .failTags()
        .failAlerts()
        .healAfter(25);
    for (int step = 1; step <= 10; step++) {
      metric(step);
      data("weights", step);
      if (step % 4 == 0) {
        config(Map.of("a", (long) step, step == 4 ? "sick" : "c" + step, 1L));
        journal.appendTags(List.of("t" + step));
        alert("step " + step);
      }
    }
    finish();
    journal.close();
    Path path = directory.path();
    Killing killing = new Killing(server, point, afterwards);
    boolean over = true;
    try {
      assertThat(recover(killing, Duration.ofMinutes(5))).as(kill).isEqualTo(UploadResult.WHOLE);
      assertLedger(26, 26, 0);
    } catch (InterruptedException killed) {
      over = false;
      assertThat(new RunStore(home).runs()).as(kill).contains(path);
      long left = RunSnapshot.of(path).pendingValues();
      assertThat(recover(server, Duration.ofMinutes(5))).as(kill).isEqualTo(UploadResult.WHOLE);
      assertLedger(left, left, 0);
    }
    List<Long> steps = steps("weights");
    assertThat(new LinkedHashSet<>(steps)).as(kill).hasSize(10);
    assertThat(pluto.alerts().stream().map(Alert::title).distinct()).as(kill).hasSize(2);
    if (!afterwards) {
      assertThat(steps).as(kill).hasSize(10);
      assertThat(pluto.alerts()).as(kill).hasSize(2);
    } else {
      assertThat(steps.size() + pluto.alerts().size() - 12)
          .as(kill)
          .isBetween(0, killing.rowsOfTheLast);
    }
    assertThat(new LinkedHashSet<>(pluto.points())).as(kill).hasSize(10);
    assertThat(pluto.config()).as(kill).isEqualTo(Map.of("a", 8L, "sick", 1L, "c8", 1L));
    assertThat(pluto.tags()).as(kill).containsExactly("t8");
    assertThat(path).as(kill).doesNotExist();
    return over;
  }

  /** A server during whose n-th request the program ends. */
  private static final class Killing extends ForwardingPluto {
    private final boolean afterwards;
    private int left;
    private int rowsOfTheLast;

    Killing(PlutoApi server, int point, boolean afterwards) {
      super(server);
      this.left = point;
      this.afterwards = afterwards;
    }

    private <T> Outcome<T> call(int rows, Supplier<Outcome<T>> forward) {
      if (left-- != 0) {
        return forward.get();
      }
      rowsOfTheLast = rows;
      if (afterwards) {
        Outcome<T> unused = forward.get();
      }
      Killing.<RuntimeException>kill();
      return Outcome.refused("killed");
    }

    /** As an interrupt, which nobody catches: every exception would be tried again. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void kill() throws E {
      throw (E) new InterruptedException("killed");
    }

    @Override
    public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
      return call(0, () -> super.sendMetrics(run, rows));
    }

    @Override
    public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
      return call(rows.size(), () -> super.sendData(run, rows));
    }

    @Override
    public Outcome<Void> updateTags(RunHandle run, List<String> tags) {
      return call(0, () -> super.updateTags(run, tags));
    }

    @Override
    public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
      return call(0, () -> super.updateConfig(run, values));
    }

    @Override
    public Outcome<Void> alert(RunHandle run, Alert alert) {
      return call(1, () -> super.alert(run, alert));
    }
  }

  @Test
  void aDiskThatTakesNothingMakesWhatFailsWaitInItsTurn() throws Exception {
    Files.writeString(directory.path().resolve("deferred"), "not a directory");
    server.failData(row -> row.name().equals("sick")).failTags().healAfter(30);
    data("sick", 1);
    journal.appendTags(List.of("a"));
    metric(1);
    finish();
    start();

    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(steps("sick")).containsExactly(1L);
    assertThat(pluto.tags()).containsExactly("a");
    assertLedger(2, 2, 0);
  }

  @Test
  void whatTheDiskDoesNotTakeWaitsForWhatWasDeferredBeforeIt() throws Exception {
    server.failTags();
    start();
    String before = journal.end().toString();
    journal.appendTags(List.of("old"));
    metric(1);
    awaitMetrics(1);
    Await.until("it is deferred", () -> Files.exists(directory.path().resolve("deferred")));
    long offset = offset(journal.end().toString());
    long next = offset + tagsBytes(before);
    String name = String.format(Locale.ROOT, "tags-00000001.%012d-00000001.%012d", next, next);
    Path inTheWay = directory.path().resolve("deferred").resolve(name + "-0-1-0.new");
    Files.createDirectories(inTheWay.resolve("x"));
    journal.appendTags(List.of("new"));
    assertThat(offset(journal.end().toString())).isEqualTo(next);
    metric(2);
    int failures = server.failures();
    Await.until("attempts", () -> server.failures() > failures + 3);
    assertThat(pluto.points()).doesNotContain("loss@2=2.0");

    server.heal();
    finish();
    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(pluto.tags()).containsExactly("new");
    assertThat(pluto.points()).contains("loss@2=2.0");
  }

  private long tagsBytes(String before) throws IOException {
    // Tags of the same length take as much.
    List<Path> kept;
    try (Stream<Path> files = Files.list(directory.path().resolve("deferred"))) {
      kept = files.collect(Collectors.toList());
    }
    return Long.parseLong(kept.get(0).getFileName().toString().substring(14, 26)) - offset(before);
  }

  private static long offset(String position) {
    return Long.parseLong(position.substring(position.indexOf(':') + 1));
  }

  @Test
  void dataTakesNoMoreDiskThanAllowed() throws Exception {
    environment.put("PLUTO_JOURNAL_LIMIT_MEGABYTES", "2");
    server.failData(row -> true);
    start();
    metric(0);
    awaitMetrics(1);
    for (int step = 1; step <= 40; step++) {
      journal.append(
          new DataRow(LogType.TABLE, "t", 0, step, Map.of("table", "x".repeat(100_000))));
      ledger.addStored(1);
    }
    Await.until("it is full", () -> deferredBytes() >= 1 << 20);
    int before = server.failures();
    Await.until("attempts", () -> server.failures() > before + 20);
    assertThat(deferredBytes()).isLessThan(6 << 20);

    server.heal();
    finish();
    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();
    assertThat(steps("t")).hasSize(40).doesNotHaveDuplicates();
    assertLedger(41, 41, 0);
  }

  private long deferredBytes() {
    try {
      return directory.deferred().bytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void start() {
    start(server);
  }

  private void start(PlutoApi api) {
    uploader =
        new Uploader(
            () -> api,
            new LocalRun(directory, ledger, told.messages()),
            journal,
            new UploadContext(
                TestSettings.of(environment),
                told.messages(),
                "the key in a test",
                ShortPauses::new),
            () -> {});
    uploader.start(new Engine(new DaemonThreads()));
  }

  private UploadResult recover(PlutoApi api, Duration patience)
      throws IOException, InterruptedException {
    pluto.reconnected();
    pluto.expectLateData();
    ledger = new Ledger();
    return new Recovery(
            new RunStore(home),
            () -> api,
            new UploadContext(
                TestSettings.of(environment),
                told.messages(),
                "the key in a test",
                ShortPauses::new),
            Optional.of(patience))
        .recover(directory.path(), ledger);
  }

  private void awaitMetrics(int count) {
    Await.until(count + " metrics", () -> new LinkedHashSet<>(pluto.points()).size() >= count);
  }

  private List<Long> steps(String name) {
    return pluto.data().stream()
        .filter(row -> row.name().equals(name))
        .map(DataRow::step)
        .collect(Collectors.toList());
  }

  private void metric(long step) throws IOException {
    MetricsRecord record = new MetricsRecord(0, step, 1);
    record.add("loss", (double) step);
    ledger.addStored(1);
    journal.append(record);
  }

  private void printed(long line) throws IOException {
    journal.append(
        new ConsoleLines(line, List.of(new ConsoleLines.Line(0, false, "line " + line))));
  }

  private static DataRow row(String name, long step) {
    return new DataRow(LogType.HISTOGRAM, name, 0, step, Map.of("v", 1));
  }

  private void data(String name, long step) throws IOException {
    ledger.addStored(1);
    journal.append(row(name, step));
  }

  private void config(Map<String, Object> values) throws IOException {
    ledger.addStored(values.size());
    journal.appendConfig(values);
  }

  private static Alert alert() {
    return new Alert(1_767_225_600_123L, Alert.Level.WARNING, "plateau", "flat");
  }

  private void alert(String title) throws IOException {
    ledger.addStored(1);
    journal.append(new Alert(1_767_225_600_123L, Alert.Level.WARNING, title, "flat"));
  }

  private void finish() throws IOException {
    journal.appendFinish(new RunEnd(0, System.currentTimeMillis()));
    if (uploader != null) {
      uploader.runEnded();
    }
  }

  private void assertLedger(long stored, long sent, long rejected) {
    assertThat(List.of(ledger.stored(), ledger.sent(), ledger.rejected()))
        .as("stored, sent, rejected")
        .containsExactly(stored, sent, rejected);
  }
}
