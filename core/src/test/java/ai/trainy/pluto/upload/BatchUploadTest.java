package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Alert;
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
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunStore;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data, tags and alerts on their way to the server: what is sent, how often, and what is not. */
class BatchUploadTest {
  @TempDir Path home;

  private FakePluto pluto = new FakePluto();
  private final Told told = new Told();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1"));
  private Ledger ledger = new Ledger();
  private RunDirectory directory;
  private Journal journal;

  @BeforeEach
  void open() throws IOException {
    pluto.expectDeferral();
    directory =
        new RunStore(home)
            .create(
                RunSpec.builder()
                    .project("orbit-lab")
                    .name("heron-07")
                    .externalId("k3v9q1zt")
                    .tags(List.of("a"))
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
  void sendsDataLastSoThatNothingStandsBeforeItsAcknowledgement() throws Exception {
    data("weights", 1);
    journal.appendTags(List.of("a", "b"));
    journal.appendConfig(Map.of("lr", 0.1));
    ledger.addStored(1);
    metric("loss", 1);
    finish();

    assertThat(upload()).isTrue();

    // The status is sent twice where the run ended before Pluto had it: see FinalStatus.
    assertThat(pluto.calls())
        .startsWith(
            Call.SIGN_IN,
            Call.CREATE,
            Call.CONFIG,
            Call.TAGS,
            Call.REGISTER,
            Call.REGISTER,
            Call.METRICS,
            Call.DATA,
            Call.STATUS);
    assertThat(pluto.count(Call.DATA)).isEqualTo(1);
    assertLedger(3, 3, 0);
  }

  @Test
  void sendsDataInOrderAndRegistersItsNamesOnce() throws Exception {
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "2");
    for (int step = 1; step <= 7; step++) {
      data("weights", step);
    }
    finish();

    assertThat(upload()).isTrue();

    assertThat(pluto.data()).extracting(DataRow::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(pluto.count(Call.REGISTER)).isEqualTo(1);
    assertThat(pluto.count(Call.DATA)).isEqualTo(4);
    assertThat(pluto.data().get(0).data()).isEqualTo(Map.of("v", 1L));
  }

  @Test
  void aNameMayHaveSeveralTypes() throws Exception {
    metric("x", 1);
    data("x", 1);
    journal.append(new DataRow(LogType.TABLE, "x", 0, 1, Map.of("table", List.of())));
    finish();

    assertThat(upload()).isTrue();

    assertThat(pluto.count(Call.REGISTER)).isEqualTo(3);
    assertThat(pluto.data()).hasSize(2);
  }

  @Test
  void dataThatIsRefusedDoesNotStopTheOthers() throws Exception {
    pluto.refuseData(row -> row.step() % 3 == 0);
    for (int step = 1; step <= 9; step++) {
      data("weights", step);
    }
    finish();

    assertThat(upload()).isTrue();

    assertThat(steps(pluto.data())).containsExactly(1L, 2L, 4L, 5L, 7L, 8L);
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
    assertThat(Files.readAllLines(directory.path().resolve("rejected.txt")))
        .hasSize(3)
        .first()
        .asString()
        .endsWith("step 3: HISTOGRAM weights -- 3004 StreamDecodingError");
    assertThat(told.count("Pluto rejected a row at step 3")).isEqualTo(1);
    assertLedger(9, 6, 3);
  }

  @Test
  void oneRowOfDataThatIsRefusedIsAskedForOnce() throws Exception {
    pluto.refuseData(row -> true);
    data("weights", 1);
    finish();

    assertThat(upload()).isTrue();

    assertThat(pluto.count(Call.DATA)).isEqualTo(1);
    assertLedger(1, 0, 1);
  }

  @Test
  void dataWaitsForAServerThatIsAway() throws Exception {
    Outcome<Void> away = Outcome.tryAgain("502", Duration.ZERO);
    pluto.failNext(Call.DATA, away, away, away);
    data("weights", 1);
    finish();

    assertThat(upload()).isTrue();

    assertThat(pluto.data()).hasSize(1);
  }

  @Test
  void theLastTagsCountAndAreSentOnce() throws Exception {
    journal.appendTags(List.of("a", "b"));
    journal.appendTags(List.of("c"));
    metric("loss", 1);
    finish();

    assertThat(upload()).isTrue();

    assertThat(pluto.tags()).containsExactly("c");
    assertThat(pluto.count(Call.TAGS)).isEqualTo(1);
    assertLedger(1, 1, 0);
  }

  @Test
  void tagsThatAreRefusedCostNothingElse() throws Exception {
    pluto.failNext(Call.TAGS, Outcome.refused("Run not found"));
    journal.appendTags(List.of("b"));
    metric("loss", 1);
    finish();

    assertThat(upload()).isTrue();

    assertThat(pluto.points()).hasSize(1);
    assertThat(pluto.statuses()).hasSize(1);
  }

  @Test
  void anAlertIsMailedOnceAndAfterWhatWasLoggedBeforeIt() throws Exception {
    metric("loss", 1);
    alert("plateau");
    metric("loss", 2);
    finish();

    assertThat(upload()).isTrue();

    assertThat(pluto.calls())
        .containsSubsequence(Call.METRICS, Call.ALERT, Call.METRICS, Call.STATUS);
    assertThat(pluto.alerts()).hasSize(1);
    Alert alert = pluto.alerts().get(0);
    assertThat(alert.title()).isEqualTo("plateau");
    assertThat(alert.text()).isEqualTo("flat \ud83e\udd89");
    assertThat(alert.level()).isEqualTo(Alert.Level.WARNING);
    assertThat(alert.time()).isEqualTo(1_767_225_600_123L);
    assertLedger(3, 3, 0);
  }

  @Test
  void anAlertIsTheFirstOrTheLastThingThereIs() throws Exception {
    alert("first");
    alert("second");
    metric("loss", 1);
    alert("last");
    finish();

    assertThat(upload()).isTrue();

    assertThat(pluto.alerts()).extracting(Alert::title).containsExactly("first", "second", "last");
    assertLedger(4, 4, 0);
  }

  @Test
  void anAlertThatMayHaveBeenMailedIsNotMailedAgain() throws Exception {
    pluto.failNext(Call.ALERT, Outcome.refused("timeout"));
    alert("plateau");
    metric("loss", 1);
    finish();

    assertThat(upload()).isTrue();

    assertThat(pluto.count(Call.ALERT)).isEqualTo(1);
    assertThat(pluto.points()).hasSize(1);
    assertLedger(2, 1, 1);
  }

  @Test
  void anAlertWhoseServiceStaysAwayHoldsNothingElseBack() throws Exception {
    pluto.failAlways(Call.ALERT, Outcome.tryAgain("connection refused", Duration.ZERO));
    alert("plateau");
    metric("loss", 1);
    finish();

    assertThat(upload()).isTrue();

    assertThat(pluto.points()).hasSize(1);
    assertLedger(2, 1, 1);
    assertThat(told.count("the alert 'plateau' may not have been mailed")).isEqualTo(1);
  }

  @Test
  void nothingBeforeAnAlertIsSentAgainHoweverLongItTakes() throws Exception {
    pluto.failAlways(Call.ALERT, Outcome.tryAgain("connection refused", Duration.ZERO));
    metric("loss", 1);
    data("weights", 1);
    alert("plateau");
    data("weights", 2);
    finish();
    journal.close();

    assertThat(recover(pluto.reconnected())).isEqualTo(UploadResult.STALLED);
    assertThat(recover(pluto.reconnected())).isEqualTo(UploadResult.STALLED);
    pluto.comeBack();
    assertThat(recover(pluto.reconnected())).isEqualTo(UploadResult.WHOLE);

    // Metrics are, once: Pluto may have restarted between two attempts.
    assertThat(pluto.points()).containsExactly("loss@1=1.0", "loss@1=1.0");
    assertThat(pluto.data()).extracting(DataRow::step).containsExactly(1L, 2L);
    assertThat(pluto.alerts()).hasSize(1);
  }

  @Test
  void rowsThatAreAcceptedOneByOneAreNotSentAgainAfterOneThatHasToWait() throws Exception {
    for (int step = 1; step <= 6; step++) {
      data("weights", step);
    }
    finish();
    journal.close();
    PlutoApi breaksAtTheFourth =
        new ForwardingPluto(pluto) {
          @Override
          public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
            if (rows.size() > 1) {
              return Outcome.refused("3004");
            }
            return rows.get(0).step() == 4
                ? Outcome.tryAgain("reset", Duration.ZERO)
                : super.sendData(run, rows);
          }
        };

    assertThat(recover(breaksAtTheFourth)).isEqualTo(UploadResult.STALLED);
    assertThat(recover(pluto.reconnected())).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.data()).extracting(DataRow::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void aKillBeforeAnyRequestCostsNothingAndRepeatsNeitherDataNorMail() throws Exception {
    for (int point = 0; ; point++) {
      if (carryWithAKill(point, false)) {
        assertThat(point).as("requests in all").isGreaterThan(15);
        return;
      }
      assertThat(steps(pluto.data())).as("kill %d", point).containsExactly(1L, 3L, 4L, 5L);
      assertThat(pluto.alerts()).as("kill %d", point).hasSize(2);
    }
  }

  @Test
  void aKillAfterAnyRequestRepeatsThatRequestAndNoOther() throws Exception {
    for (int point = 0; ; point++) {
      boolean over = carryWithAKill(point, true);
      if (over) {
        return;
      }
      int repeated = pluto.data().size() + pluto.alerts().size() - 6;
      assertThat(repeated).as("kill %d", point).isBetween(0, 3);
      assertThat(pluto.data().stream().map(DataRow::step).distinct()).hasSize(4);
      if (repeated > 0 && pluto.alerts().size() > 2) {
        assertThat(pluto.data()).as("kill %d: only the mail", point).hasSize(4);
      }
    }
  }

  /**
   * Carries a run whose upload is killed at the request with that number, and then what is left.
   *
   * @return whether there are not that many requests
   */
  private boolean carryWithAKill(int point, boolean afterwards) throws Exception {
    journal.close();
    directory.close();
    pluto.assertObeyed();
    pluto = new FakePluto();
    ledger = new Ledger();
    open();
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "4");
    pluto.refuseData(row -> row.step() == 2 && row.name().equals("bad"));
    data("weights", 1);
    metric("loss", 1);
    alert("first");
    data("bad", 2);
    journal.appendConfig(Map.of("lr", 0.1));
    journal.appendTags(List.of("b"));
    data("weights", 3);
    metric("loss", 2);
    data("weights", 4);
    alert("last");
    data("weights", 5);
    finish();
    journal.close();
    Path path = directory.path();
    boolean over = true;
    try {
      recover(new Killed(point, afterwards));
    } catch (InterruptedException killed) {
      over = false;
      assertThat(new RunStore(home).runs()).as("kill %d", point).contains(path);
      assertThat(recover(pluto.reconnected())).as("kill %d", point).isEqualTo(UploadResult.WHOLE);
    }
    assertThat(new LinkedHashSet<>(pluto.points()))
        .filteredOn(taken -> !taken.startsWith(ControlRow.REJECTED))
        .containsExactly("loss@1=1.0", "loss@2=2.0");
    assertThat(pluto.tags()).containsExactly("b");
    assertThat(pluto.config()).containsEntry("lr", 0.1);
    assertThat(new RunStore(home).runs()).doesNotContain(path);
    return over;
  }

  /** As an interrupt, which nobody catches: every exception would be tried again. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void kill() throws E {
    throw (E) new InterruptedException("killed");
  }

  /** A server during whose n-th request the program ends. */
  private final class Killed extends ForwardingPluto {
    private final boolean afterwards;
    private int left;

    Killed(int point, boolean afterwards) {
      super(pluto);
      this.left = point;
      this.afterwards = afterwards;
    }

    private <T> Outcome<T> call(Supplier<Outcome<T>> forward) {
      if (left-- != 0) {
        return forward.get();
      }
      if (afterwards) {
        Outcome<T> unused = forward.get();
      }
      BatchUploadTest.<RuntimeException>kill();
      return Outcome.refused("killed");
    }

    @Override
    public Outcome<RunHandle> create(RunSpec spec, Optional<ai.trainy.pluto.api.Branch> branch) {
      return call(() -> super.create(spec, branch));
    }

    @Override
    public Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names) {
      return call(() -> super.registerNames(run, type, names));
    }

    @Override
    public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
      return call(() -> super.sendMetrics(run, rows));
    }

    @Override
    public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
      // Refused as a whole without a trace, since what lies before a bad row is taken twice.
      if (rows.size() > 1 && rows.stream().anyMatch(row -> row.name().equals("bad"))) {
        return call(() -> Outcome.refused("3004"));
      }
      return call(() -> super.sendData(run, rows));
    }

    @Override
    public Outcome<Void> updateTags(RunHandle run, List<String> tags) {
      return call(() -> super.updateTags(run, tags));
    }

    @Override
    public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
      return call(() -> super.updateConfig(run, values));
    }

    @Override
    public Outcome<Void> alert(RunHandle run, Alert alert) {
      return call(() -> super.alert(run, alert));
    }

    @Override
    public Outcome<Void> updateStatus(
        RunHandle run, RunStatus status, OptionalLong time, Map<String, Object> details) {
      // Afterwards nothing may come any more, and nothing is repeated that matters here.
      return afterwards
          ? super.updateStatus(run, status, time, details)
          : call(() -> super.updateStatus(run, status, time, details));
    }
  }

  private boolean upload() throws InterruptedException {
    Uploader uploader =
        new Uploader(
            () -> pluto,
            new LocalRun(directory, ledger, told.messages()),
            journal,
            new UploadContext(
                TestSettings.of(environment),
                told.messages(),
                "the key in a test",
                ShortPauses::new),
            () -> {});
    uploader.start(new Engine(new DaemonThreads()));
    uploader.runEnded();
    return uploader.awaitEnd(Duration.ofMinutes(5));
  }

  private UploadResult recover(PlutoApi api) throws IOException, InterruptedException {
    ledger = new Ledger();
    Recovery recovery =
        new Recovery(
            new RunStore(home),
            () -> api,
            new UploadContext(TestSettings.of(environment), told.messages(), "the key in a test"),
            Optional.of(Duration.ofMillis(1)));
    return recovery.recover(directory.path(), ledger);
  }

  private void metric(String name, long step) throws IOException {
    MetricsRecord record = new MetricsRecord(0, step, 1);
    record.add(name, (double) step);
    journal.append(record);
    ledger.addStored(1);
  }

  private void data(String name, long step) throws IOException {
    journal.append(new DataRow(LogType.HISTOGRAM, name, 0, step, Map.of("v", 1)));
    ledger.addStored(1);
  }

  private void alert(String title) throws IOException {
    journal.append(new Alert(1_767_225_600_123L, Alert.Level.WARNING, title, "flat \ud83e\udd89"));
    ledger.addStored(1);
  }

  private void finish() throws IOException {
    journal.appendFinish(new RunEnd(0, System.currentTimeMillis()));
  }

  /** The steps of the data, each once: a row before a refused one is taken twice. */
  private static List<Long> steps(List<DataRow> data) {
    Set<Long> seen = new HashSet<>();
    return data.stream().map(DataRow::step).filter(seen::add).collect(Collectors.toList());
  }

  private void assertLedger(long stored, long sent, long rejected) {
    List<Long> counts = new ArrayList<>(List.of(ledger.stored(), ledger.sent()));
    counts.add(ledger.rejected());
    assertThat(counts).as("stored, sent, rejected").containsExactly(stored, sent, rejected);
  }
}
