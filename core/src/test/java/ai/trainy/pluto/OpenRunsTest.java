package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the ends of runs are waited for, on a clock that only waiting moves. */
class OpenRunsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path home;

  private final Told told = new Told();
  private final ProgramEnd end = new ProgramEnd();
  private final AtomicLong nanos = new AtomicLong();
  private final OpenRuns runs =
      new OpenRuns(
          end,
          PATIENCE,
          nanos::get,
          new EndLine(TestSettings.of(Map.of()), () -> false, new MissedCalls()));
  private final List<Stalled> uploads = new ArrayList<>();
  private final List<Journal> journals = new ArrayList<>();

  @AfterEach
  void close() {
    journals.forEach(Journal::close);
  }

  @Test
  void allRunsTogetherDelayTheEndOfTheJvmNoMoreThanOne() throws IOException {
    openFour();

    end.exit(143);
    end.hooksStart();
    runs.jvmEnds();
    assertThat(waited()).as("while hooks run").isZero();
    end.hooksDone();

    assertThat(waited()).isEqualTo(PATIENCE);
    assertThat(uploads).allMatch(upload -> upload.lastCalls == 1);
  }

  @Test
  void theLastSecondIsForTheFinalStatusOfEach() throws IOException {
    openFour();

    end.hooksStart();
    runs.jvmEnds();
    end.hooksDone();

    assertThat(uploads)
        .extracting(upload -> upload.statusAfter)
        .containsOnly(Duration.ofSeconds(4));
  }

  @Test
  void finishingRunsInAHookWaitsForNothing() throws IOException {
    List<Run> four = openFour();

    end.hooksStart();
    runs.jvmEnds();
    four.forEach(run -> run.finish(3));
    assertThat(waited()).isZero();
    end.hooksDone();

    assertThat(waited()).isEqualTo(PATIENCE);
    assertThat(journals).allMatch(journal -> exitCode(journal) == 3);
  }

  @Test
  void whereNobodyTellsOfTheLastHookTheWaitIsNoLonger() throws IOException {
    List<Run> four = openFour();

    runs.jvmEnds();
    runs.awaitBesideHooks();
    four.forEach(run -> run.finish(3));

    assertThat(waited()).isEqualTo(PATIENCE);
  }

  @Test
  void whereNobodyTellsOfTheLastHookWhatIsLoggedAfterTheWaitIsKeptAndSaid() throws IOException {
    Run run = open();
    run.log(Map.of("in the program", 1));

    runs.jvmEnds();
    runs.awaitBesideHooks();
    run.log(Map.of("in a hook", 1));
    run.log(Map.of("in a hook", 2));

    assertThat(told.count("was logged to after the wait for its upload. That data is kept in "))
        .isEqualTo(1);
    assertThat(told.count("run 'heron-07' incomplete: 0 of 1 values uploaded")).isEqualTo(1);
    run.finish(3);
    assertThat(told.count("run 'heron-07' incomplete: 0 of 3 values uploaded")).isEqualTo(1);
    assertThat(run.ledger().stored()).isEqualTo(3);
    assertThat(run.ledger().refused()).isZero();
    assertThat(exitCode(journals.get(0))).isEqualTo(3);
  }

  @Test
  void aRunThatIsFinishedBeforeIsNotWaitedForAgain() throws IOException {
    open().finish(0);
    assertThat(waited()).isEqualTo(PATIENCE);

    end.hooksStart();
    runs.jvmEnds();
    end.hooksDone();

    assertThat(waited()).isEqualTo(PATIENCE);
  }

  @Test
  void aRunCanBeLoggedToUntilTheJvmIsGone() throws IOException {
    Run run = open();

    end.exit(143);
    end.hooksStart();
    runs.jvmEnds();
    run.log(Map.of("in a hook", 1));
    end.hooksDone();
    run.log(Map.of("in a thread", 1));

    assertThat(run.ledger().stored()).isEqualTo(2);
    assertThat(run.ledger().refused()).isZero();
    assertThat(exitCode(journals.get(0))).isEqualTo(143);
  }

  @Test
  void aRunThatAHookOpensHasAnEndAtOnce() throws IOException {
    end.exit(143);
    end.hooksStart();
    runs.jvmEnds();

    open();

    assertThat(exitCode(journals.get(0))).isEqualTo(143);
  }

  private static int exitCode(Journal journal) {
    return journal.runEnd().map(RunEnd::exitCode).orElse(-1);
  }

  private Duration waited() {
    return Duration.ofNanos(nanos.get());
  }

  private List<Run> openFour() throws IOException {
    return List.of(open(), open(), open(), open());
  }

  private Run open() throws IOException {
    RunSpec spec =
        RunSpec.builder().project("orbit-lab").name("heron-07").externalId("k3v9q1zt").build();
    RunDirectory directory = new RunStore(home).create(spec);
    Journal journal = new Journal(directory, 1L << 30, Duration.ofSeconds(20), told.messages());
    journals.add(journal);
    Stalled upload = new Stalled();
    uploads.add(upload);
    Run run =
        new Run(
            new LocalRun(directory, new Ledger(), told.messages()),
            journal,
            upload,
            Routing.DEFAULT,
            runs);
    runs.add(run);
    return run;
  }

  /** An upload that comes to no end, however long it is waited for. */
  private final class Stalled implements Upload {
    private int lastCalls;
    private Duration statusAfter;

    @Override
    public void runEnded() {}

    @Override
    public void fileStaged() {}

    @Override
    public void lastCall(BooleanSupplier seal) {
      lastCalls++;
    }

    @Override
    public void sendStatus() {
      statusAfter = waited();
    }

    @Override
    public boolean awaitStatus(Duration atMost) {
      nanos.addAndGet(atMost.toNanos());
      return false;
    }

    @Override
    public boolean awaitEnd(Duration atMost) {
      nanos.addAndGet(atMost.toNanos());
      return false;
    }
  }
}
