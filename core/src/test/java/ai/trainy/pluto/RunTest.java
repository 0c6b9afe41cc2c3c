package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.Record;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.LocalRun;
import ai.trainy.pluto.upload.Upload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of what is logged: the records in its journal, the ledger, the notices. */
class RunTest {
  private static final long MAX_STEP = (1L << 53) - 1;

  @TempDir Path home;

  private final Told told = new Told();
  private final Ledger ledger = new Ledger();
  private final RecordedUpload upload = new RecordedUpload();
  private RunDirectory directory;
  private Journal journal;
  private JournalReader reader;
  private Run run;

  @BeforeEach
  void open() throws IOException {
    openWithLimit(1L << 30);
  }

  private void openWithLimit(long bytes) throws IOException {
    RunSpec spec =
        RunSpec.builder().project("orbit-lab").name("heron-07").externalId("k3v9q1zt").build();
    directory = new RunStore(home).create(spec);
    journal = new Journal(directory, bytes, Duration.ofSeconds(20), told.messages());
    reader = journal.reader();
    directory.files().limitedTo(1 << 20);
    run =
        new Run(
            new LocalRun(directory, ledger, told.messages()),
            journal,
            upload,
            Routing.DEFAULT,
            new OpenRuns(
                new ProgramEnd(),
                Duration.ofSeconds(10),
                System::nanoTime,
                new EndLine(TestSettings.of(Map.of()), () -> false, new MissedCalls())));
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    journal.close();
    directory.close();
  }

  @Test
  void knowsWhatItIs() {
    assertThat(run.project()).isEqualTo("orbit-lab");
    assertThat(run.name()).isEqualTo("heron-07");
    assertThat(run.externalId()).isEqualTo("k3v9q1zt");
  }

  @Test
  void logsNumbersAsTheyAre() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("int", 7);
    values.put("long", 1L << 52);
    values.put("double", 0.481);
    values.put("nan", Double.NaN);
    values.put("infinity", Double.NEGATIVE_INFINITY);

    run.log(values, 40);

    assertThat(records())
        .containsExactly(
            "40 int=7.0 long=4.503599627370496E15 double=0.481 nan=NaN infinity=-Infinity");
    assertLedger(5, 0);
  }

  @Test
  void countsStepsFromOne() throws IOException {
    run.log(Map.of("loss", 1));
    run.log(Map.of("loss", 2));

    assertThat(records()).containsExactly("1 loss=1.0", "2 loss=2.0");
  }

  @Test
  void goesOnBehindTheHighestStepSoFar() throws IOException {
    run.log(Map.of("loss", 1), 10);
    run.log(Map.of("loss", 2), 5);
    run.log(Map.of("loss", 3));

    assertThat(records()).containsExactly("10 loss=1.0", "5 loss=2.0", "11 loss=3.0");
  }

  @Test
  void givesEveryCallOfEveryThreadAStepOfItsOwn() throws Exception {
    int threads = 4;
    int each = 500;
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> loggers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      loggers.add(
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                for (int i = 0; i < each; i++) {
                  run.log(Map.of("loss", i));
                }
              }));
    }
    loggers.forEach(Thread::start);
    go.countDown();
    for (Thread logger : loggers) {
      logger.join(300_000);
    }

    assertThat(
            records().stream().map(record -> record.substring(0, record.indexOf(' '))).distinct())
        .hasSize(threads * each);
  }

  @Test
  void takesTheLowestAndTheHighestStep() throws IOException {
    run.log(Map.of("loss", 1), 0);
    run.log(Map.of("loss", 2), MAX_STEP);

    assertThat(records()).containsExactly("0 loss=1.0", MAX_STEP + " loss=2.0");
  }

  @Test
  void refusesANegativeStep() throws IOException {
    run.log(Map.of("loss", 1, "note", "x"), -1);

    assertThat(records()).isEmpty();
    assertLedger(0, 2);
    assertThat(told.lines())
        .containsExactly(
            "pluto: Skipped a row: step -1 is outside 0 to 9007199254740991, which is what Pluto"
                + " holds. Further ones are counted, not reported.");
  }

  @Test
  void refusesAStepThatReadersCannotTellFromTheNext() throws IOException {
    run.log(Map.of("loss", 1), MAX_STEP + 1);
    run.log(Map.of("loss", 2));

    assertThat(records()).containsExactly("1 loss=2.0");
    assertLedger(1, 1);
  }

  @Test
  void refusesAValueWithoutANameAndKeepsTheRest() throws IOException {
    Map<String, Object> values = new HashMap<>();
    values.put(null, 2);
    values.put("loss", 3);

    run.log(values, 1);

    assertThat(records()).containsExactly("1 loss=3.0");
    assertLedger(1, 1);
    assertThat(told.lines()).hasSize(1);
  }

  @Test
  void logsNamesAsTheyAre() throws IOException {
    run.log(Map.of("verlust/\u00fc", 1), 1);
    run.log(Map.of("\u640d\u5931", 1), 1);
    run.log(Map.of("\u7cbe\u5ea6", "warm"), 1);

    assertThat(records())
        .containsExactly(
            "1 verlust/\u00fc=1.0", "1 \u640d\u5931=1.0", "config {\u7cbe\u5ea6=warm}");
    assertThat(told.lines()).isEmpty();
    assertLedger(3, 0);
  }

  @Test
  void keepsTheOriginalsOfNamesThatPlutoCannotHold() throws IOException {
    String name = "n".repeat(70_000);
    run.log(Map.of("a\0", 1), 1);
    run.log(Map.of("a\0", 2), 2);
    run.log(Map.of("a\ud83e", 3), 2);
    run.log(Map.of(name, 4), 3);

    List<String> records = records();
    assertThat(records).hasSize(7);
    assertThat(records.get(0)).matches("config \\{_pluto_names=\\{[0-9a-f]{12}=a\\\\u0000}}");
    String hash = records.get(0).replaceAll(".*\\{(.*)=a.*", "$1");
    assertThat(records.get(1)).isEqualTo("1 a\ufffd~" + hash + "=1.0");
    assertThat(records.get(2)).isEqualTo("2 a\ufffd~" + hash + "=2.0");
    assertThat(records.get(3)).contains("=a\\ud83e").doesNotContain(hash);
    assertThat(records.get(4)).startsWith("2 a\ufffd~").doesNotContain(hash);
    assertThat(records.get(5)).endsWith("nnn... (70000 characters)}}");
    assertThat(records.get(6)).matches("3 n{2587}~[0-9a-f]{12}=4.0");
    assertThat(told.lines())
        .containsExactly(
            "pluto: Pluto cannot store the name 'a\\u0000' and uses 'a\\ufffd~"
                + hash
                + "' instead. The original is in the run's config under _pluto_names. Further ones"
                + " are counted, not reported.");
    // The four points, and the three originals.
    assertLedger(7, 0);
  }

  @Test
  void keepsAHundredOriginalsAndNoMore() throws IOException {
    for (int i = 0; i < 200; i++) {
      run.log(Map.of(i + "\0", i), 1);
    }

    assertThat(records()).filteredOn(record -> record.startsWith("config")).hasSize(100);
    assertLedger(300, 0);
  }

  @Test
  void logsEverythingElseThatIsPlainAsConfig() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("text", "warm-up");
    values.put("flag", true);
    values.put("list", List.of(1, 2));
    values.put("none", null);

    run.log(values, 1);

    assertThat(records())
        .containsExactly("config {text=warm-up, flag=true, list=[1, 2], none=null}");
    assertLedger(4, 0);
  }

  @Test
  void logsConfigOnlyWhenItChanged() throws IOException {
    for (String phase : List.of("warm-up", "warm-up", "train", "train", "warm-up")) {
      run.log(Map.of("phase", phase), 1);
    }
    run.log(Collections.singletonMap("phase", null), 1);
    run.log(Collections.singletonMap("phase", null), 1);

    assertThat(records())
        .containsExactly(
            "config {phase=warm-up}",
            "config {phase=train}",
            "config {phase=warm-up}",
            "config {phase=null}");
    assertLedger(4, 0);
  }

  @Test
  void aConfigValueThatIsRepeatedAfterManyOthersIsKeptAgain() throws IOException {
    run.log(Map.of("phase", "train"));
    for (int i = 0; i < LatestValues.MOST_NAMES; i++) {
      run.log(Map.of("text " + i, "x"));
    }
    run.log(Map.of("phase", "train"));

    assertThat(records()).filteredOn("config {phase=train}"::equals).hasSize(2);
  }

  @Test
  void whatIsLoggedNeverTakesThePlaceOfAConfigValue() throws IOException {
    run.updateConfig(Map.of("lr", 0.1));
    run.log(Map.of("lr", List.of(1, 2)), 1);
    run.log(Map.of("lr", List.of(1, 2)), 2);
    run.log(Map.of("lr", 0.2), 3);
    run.log(Map.of("phase", "warm-up"), 3);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("lr", 0.3);
    config.put("phase", "train");
    run.updateConfig(config);
    run.log(Map.of("phase", "test"), 4);

    assertThat(records())
        .containsExactly(
            "config {lr=0.1}",
            "config {_logged={lr=[1, 2]}}",
            "3 lr=0.2",
            "config {phase=warm-up}",
            "config {lr=0.3, phase=train}",
            "config {_logged={phase=test}}");
    assertThat(told.count("'lr' was logged, but is also a config value")).isEqualTo(1);
    assertLedger(7, 0);
  }

  @Test
  void leavesConfigOutWhosePathIsTooLong() throws IOException {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("k".repeat(501), 1);
    config.put("model", Map.of("k".repeat(495), 1, "depth", 2));
    run.updateConfig(config);
    run.log(Map.of("k".repeat(501), "text"), 1);

    assertThat(records()).containsExactly("config {model={depth=2}}");
    assertThat(told.count("its path has over 500 characters")).isEqualTo(1);
    assertLedger(1, 3);
  }

  @Test
  void noticesThatAListTheProgramKeepsHasChanged() throws IOException {
    List<Object> list = new ArrayList<>(List.of(1));
    run.log(Map.of("list", list), 1);
    list.add(2);
    run.log(Map.of("list", list), 1);

    assertThat(records()).containsExactly("config {list=[1]}", "config {list=[1, 2]}");
  }

  @Test
  void refusesWhatIsNotPlainOncePerName() throws IOException {
    told.messages().beVerbose();
    run.log(Map.of("model", new Object(), "loss", 1), 1);
    run.log(Map.of("model", new Object()), 2);

    assertThat(records()).containsExactly("1 loss=1.0");
    assertLedger(1, 2);
    assertThat(told.lines())
        .containsExactly(
            "pluto: Skipped 'model': it is a java.lang.Object, which Pluto has no place for.");
  }

  @Test
  void whatPlutoHasNoPlaceForIsSaidOnlyToThoseWhoLookClosely() {
    run.log(Map.of("model", new Object()), 1);

    assertLedger(0, 1);
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void aValueThatFailsWhenAskedCostsOnlyItself() throws IOException {
    Iterable<Object> broken =
        () -> {
          throw new IllegalStateException("closed");
        };
    Number lost =
        new Number() {
          private static final long serialVersionUID = 1;

          @Override
          public int intValue() {
            throw new IllegalStateException("closed");
          }

          @Override
          public long longValue() {
            throw new IllegalStateException("closed");
          }

          @Override
          public float floatValue() {
            throw new IllegalStateException("closed");
          }

          @Override
          public double doubleValue() {
            throw new IllegalStateException("closed");
          }
        };

    assertThatCode(() -> run.log(Map.of("broken", broken, "lost", lost, "loss", 1), 1))
        .doesNotThrowAnyException();

    assertThat(records()).containsExactly("1 loss=1.0");
    assertLedger(1, 2);
  }

  @Test
  void splitsACallThatFitsNoRecord() throws IOException {
    int many = MetricsRecord.MAX_VALUES + 10;
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < many; i++) {
      values.put("m" + i, i);
    }

    run.log(values, 3);

    assertThat(reader.next().metrics().size()).isEqualTo(MetricsRecord.MAX_VALUES);
    MetricRow rest = reader.next().metrics();
    assertThat(rest.size()).isEqualTo(10);
    assertThat(rest.step()).isEqualTo(3);
    assertThat(rest.name(9)).isEqualTo("m" + (many - 1));
    assertLedger(many, 0);
  }

  @Test
  void logsNothingForAnEmptyCall() throws IOException {
    run.log(Map.of(), 1);

    assertThat(records()).isEmpty();
    assertLedger(0, 0);
  }

  @Test
  void refusesWhatIsLoggedAfterTheEnd() throws IOException {
    run.finish();
    run.log(Map.of("loss", 1, "acc", 2));

    assertThat(records()).containsExactly("finish 0");
    assertLedger(0, 2);
    assertThat(told.count("logged after the run's end")).isEqualTo(1);
  }

  @Test
  void endsOnce() throws IOException {
    run.finish(3);
    run.finish(0);
    run.close();

    assertThat(records()).containsExactly("finish 3");
    assertThat(upload.hurries).isEqualTo(1);
  }

  @Test
  void saysWhatReachedPluto() {
    upload.complete = true;
    run.finish();

    assertThat(told.lines()).containsExactly("pluto: run 'heron-07' complete: 0 values uploaded");
  }

  @Test
  void theLastLineNamesTheRunAsPlutoDoes() {
    upload.complete = true;
    upload.answer =
        Optional.of(
            new RunHandle(7, "heron-06", "birds", "http://pluto", true).withDisplayId("BIR-7"));
    run.finish();

    assertThat(told.lines())
        .containsExactly("pluto: run 'heron-06' (BIR-7) complete: 0 values uploaded");
  }

  @Test
  void saysWhatCouldNotBeReadBack() {
    upload.complete = true;
    run.log(Map.of("loss", 1));
    run.finish();

    assertThat(told.lines())
        .containsExactly(
            "pluto: run 'heron-07' incomplete: 0 of 1 values uploaded. The rest could not be read back from "
                + directory.path());
  }

  @Test
  void aFloatIsLoggedAsItIsRead() throws IOException {
    run.log(Map.of("lr", 0.1f), 3);

    assertThat(records()).containsExactly("3 lr=0.1");
  }

  @Test
  void saysWhatIsLeftAndWhere() {
    run.log(Map.of("loss", 1));
    run.log(Map.of("model", new Object()));
    run.finish();

    assertThat(told.lines())
        .last()
        .isEqualTo(
            "pluto: run 'heron-07' incomplete: 0 of 1 values uploaded, 1 skipped. The rest"
                + " is kept in "
                + directory.path());
  }

  @Test
  void aThreadThatIsInterruptedStopsWaitingAndStaysInterrupted() throws IOException {
    upload.interrupted = true;
    run.finish();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(records()).containsExactly("finish 0");
  }

  @Test
  void aThreadThatIsInterruptedLogsAsAnyOther() throws IOException {
    Thread.currentThread().interrupt();
    run.log(Map.of("loss", 1));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(records()).containsExactly("1 loss=1.0");
  }

  @Test
  void countsWhatAFullJournalDoesNotTake() throws IOException {
    close();
    openWithLimit(200);
    for (int i = 0; i < 20; i++) {
      run.log(Map.of("loss", i));
    }

    int kept = records().size();
    assertThat(kept).isBetween(1, 19);
    assertLedger(kept, 20 - kept);
    assertThat(told.lines())
        .containsExactly(
            "pluto: Skipped values: the journal has reached its limit of 0 MB in "
                + directory.path()
                + ". Raise PLUTO_JOURNAL_LIMIT_MEGABYTES, or find out why uploads fail. Further"
                + " ones are counted, not reported.");
  }

  @Test
  void logsConfigAgainThatAFullJournalDidNotTake() throws IOException {
    close();
    openWithLimit(200);
    run.log(Map.of("filler", "x".repeat(130)), 1);
    run.log(Map.of("phase", "train"), 1);
    run.log(Map.of("phase", "train"), 1);

    assertLedger(1, 2);
  }

  @Test
  void countsWhatADiskInTroubleDoesNotTake() throws IOException {
    journal.close();
    run.log(Map.of("loss", 1, "phase", "train"), 1);

    assertLedger(0, 2);
    assertThat(told.count("cannot be written (the journal is closed)")).isEqualTo(1);
  }

  @Test
  void neverStoresBehindTheEndWhatThreadsStillLog() throws Exception {
    for (int round = 0; round < 100; round++) {
      close();
      openWithLimit(1L << 30);
      Ledger before = snapshot();
      Run current = run;
      CountDownLatch logging = new CountDownLatch(1);
      Thread logger =
          new Thread(
              () -> {
                for (int i = 0; i < 200; i++) {
                  current.log(Map.of("loss", i));
                  if (i == 20) {
                    logging.countDown();
                  }
                }
              });
      logger.start();
      logging.await();
      current.end(0);
      logger.join(300_000);

      List<String> records = records();
      long stored = ledger.stored() - before.stored();
      assertThat(records).as("round %d", round).last().isEqualTo("finish 0");
      assertThat(records).as("round %d", round).hasSize((int) stored + 1);
      assertThat(ledger.seen() - before.seen()).as("round %d", round).isEqualTo(200);
    }
    assertThat(told.count("cannot be written")).isZero();
  }

  private Ledger snapshot() {
    Ledger copy = new Ledger();
    copy.addStored(ledger.stored());
    copy.addRefused(ledger.refused());
    return copy;
  }

  private List<String> records() throws IOException {
    List<String> all = new ArrayList<>();
    for (Record record = reader.next(); record != null; record = reader.next()) {
      switch (record.type()) {
        case METRICS:
          MetricRow row = record.metrics();
          StringBuilder text = new StringBuilder().append(row.step());
          for (int i = 0; i < row.size(); i++) {
            text.append(' ').append(row.name(i)).append('=').append(row.value(i));
          }
          all.add(text.toString());
          break;
        case CONFIG:
          all.add("config " + record.config());
          break;
        default:
          all.add("finish " + reader.runEnd().orElseThrow().exitCode());
      }
    }
    return all;
  }

  private void assertLedger(long stored, long refused) {
    assertThat(Arrays.asList(ledger.stored(), ledger.refused()))
        .as("stored and refused")
        .containsExactly(stored, refused);
    assertThat(ledger.seen()).isEqualTo(stored + refused);
  }

  /** An upload that carries nothing and says what it is told to say. */
  private static final class RecordedUpload implements Upload {
    private int hurries;
    private boolean complete;
    private boolean interrupted;
    private Optional<RunHandle> answer = Optional.empty();

    @Override
    public void runEnded() {
      hurries++;
    }

    @Override
    public void fileStaged() {}

    @Override
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
      if (interrupted) {
        throw new InterruptedException();
      }
      return complete;
    }

    @Override
    public Optional<RunHandle> awaitAnswer(Duration atMost) {
      return answer;
    }
  }
}
