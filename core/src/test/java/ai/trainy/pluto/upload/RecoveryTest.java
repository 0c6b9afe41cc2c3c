package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.MetricsRecord;
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
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class RecoveryTest {
  /** 2026-01-01T00:00:00Z: long ago, for a server that is told only now. */
  private static final long START = 1_767_225_600_000L;

  private static final long END = START + 90_000;

  @TempDir Path home;

  private final FakePluto pluto = new FakePluto();
  private final Told told = new Told();
  private final Map<String, String> environment = new HashMap<>(Map.of("PLUTO_API_KEY", "mlpi_x"));
  private final Ledger ledger = new Ledger();
  private Duration patience = Duration.ofMinutes(5);

  @AfterEach
  void theProtocolWasObeyed() {
    pluto.speak();
    pluto.assertObeyed();
  }

  @Test
  void aRunWhoseProgramWasKilledFailed() throws Exception {
    Left run = left("killed").created().log(1).log(2);
    Files.setLastModifiedTime(run.file("00000001.segment"), FileTime.fromMillis(END));
    run.leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).containsExactly("loss@1=1.0", "loss@2=2.0");
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED);
    assertThat(pluto.statusTime()).as("the last sign of it").isEqualTo(OptionalLong.of(END));
    assertThat(pluto.statusDetails()).isEqualTo(Map.of("reason", "killed"));
    assertThat(pluto.calls())
        .containsExactly(
            Call.CREATE, Call.SIGN_IN, Call.REGISTER, Call.METRICS, Call.STATUS, Call.STATUS);
    assertThat(run.path).doesNotExist();
    assertLedger(2, 2, 0);
  }

  @Test
  void notesThatTheProgramDidNotComeToSendAreSent() throws Exception {
    Left run = left("cut short").notes("first try").created().log(1).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.notes()).isEqualTo("first try");
  }

  @Test
  void notesThatTheServerHasMayBeOthersMeanwhile() throws Exception {
    Left run = left("known").notes("first try").created().log(1);
    run.directory.writeNotesSent(run.directory.answer().orElseThrow());
    run.leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.count(Call.NOTES)).isZero();
  }

  @Test
  void theStatusFollowsTheStartInTheHistoryAndThenHasItsOwnTime() throws Exception {
    Left run = left("late").log(1).finish(0).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.statusTimes()).containsExactly(OptionalLong.empty(), OptionalLong.of(END));
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
  }

  @Test
  void aKilledRunThatTheServerTookForDeadIsLeftSo() throws Exception {
    pluto.answerHeartbeats(RunStatus.FAILED);
    Left run = left("killed").created().log(1).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).hasSize(1);
    assertThat(pluto.statuses()).isEmpty();
    assertThat(pluto.count(Call.RESUME)).isZero();
  }

  @Test
  void aRunThatEndedAndWasTakenForDeadIsResumedAndEndsAtItsTime() throws Exception {
    pluto.answerHeartbeats(RunStatus.FAILED);
    Left run = left("ended").created().log(1).finish(0).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.calls()).endsWith(Call.METRICS, Call.RESUME, Call.STATUS, Call.STATUS);
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
    assertThat(pluto.statusTime()).isEqualTo(OptionalLong.of(END));
    assertThat(run.path).doesNotExist();
  }

  @Test
  void aRunThatIsTakenForDeadWhileItsRowsGoUpIsResumedToo() throws Exception {
    Left run = left("ended").created().log(1).finish(0).leave();
    PlutoApi silent =
        new ForwardingPluto(pluto) {
          @Override
          public Outcome<Void> sendMetrics(RunHandle of, List<MetricRow> rows) {
            pluto.answerHeartbeats(RunStatus.FAILED);
            return super.sendMetrics(of, rows);
          }
        };

    assertThat(recovery(new RunStore(home), () -> silent).recover(run.path, ledger))
        .isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.calls()).endsWith(Call.METRICS, Call.RESUME, Call.STATUS, Call.STATUS);
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
  }

  @Test
  void aRunThatFailedAndWasTakenForDeadIsGivenItsTimeAndNotResumed() throws Exception {
    pluto.answerHeartbeats(RunStatus.FAILED);
    Left run = left("failed").created().log(1).finish(1).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.count(Call.RESUME)).isZero();
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED);
    assertThat(pluto.statusTime()).isEqualTo(OptionalLong.of(END));
  }

  @Test
  void whatWasLoggedBehindAnExpectedEndArrivesAndTheEndCounts() throws Exception {
    Left run = left("terminated").created().log(1).expectEnd(143).log(2).log(3).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).containsExactly("loss@1=1.0", "loss@2=2.0", "loss@3=3.0");
    assertThat(pluto.statuses()).containsExactly(RunStatus.TERMINATED);
    assertThat(run.path).doesNotExist();
    assertLedger(3, 3, 0);
  }

  @Test
  void anEndIsNotForgottenWhenWhatCameBehindItIsAcknowledged() throws Exception {
    Left run =
        left("terminated").created().log(1).expectEnd(143).log(2).acknowledge().log(3).leave();

    assertThat(RunSnapshot.of(run.path).end().orElseThrow().exitCode()).isEqualTo(143);
    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).containsExactly("loss@3=3.0");
    assertThat(pluto.statuses()).containsExactly(RunStatus.TERMINATED);
    assertThat(pluto.statusTime()).isEqualTo(OptionalLong.of(END));
    assertThat(run.path).doesNotExist();
    assertLedger(1, 1, 0);
  }

  @Test
  void theLastEndCounts() throws Exception {
    Left run = left("caught").created().log(1).expectEnd(143).log(2).finish(3).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).hasSize(2);
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "0, COMPLETED, 3, FAILED",
    "143, TERMINATED, 3, FAILED",
    "143, TERMINATED, 0, COMPLETED"
  })
  void anEndThatAHookChangedAfterItWasReportedIsPutRight(
      int expected, RunStatus reported, int finished, RunStatus status) throws Exception {
    pluto.answerHeartbeats(reported);
    Left read = left("read").created().log(1).expectEnd(expected).log(2).finish(finished).leave();

    assertThat(recover(read)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).hasSize(2);
    assertThat(pluto.statuses()).containsExactly(status);
    assertThat(pluto.count(Call.RESUME)).as("the worse of two stays otherwise").isEqualTo(1);
    assertThat(pluto.statusTime()).isEqualTo(OptionalLong.of(END));
  }

  @Test
  void anExpectedEndIsKnownAlsoOnceItIsAcknowledged() throws Exception {
    pluto.answerHeartbeats(RunStatus.COMPLETED);
    Left run =
        left("kept").created().log(1).expectEnd(0).log(2).acknowledge().log(3).finish(3).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).containsExactly("loss@3=3.0");
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED);
  }

  @Test
  void anEndThatWasNeverExpectedIsSomeoneElses() throws Exception {
    pluto.answerHeartbeats(RunStatus.COMPLETED);
    Left run = left("other").created().log(1).expectEnd(143).log(2).finish(3).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.statuses()).isEmpty();
  }

  @Test
  void aRunThatEndedAMomentAgoNeedsNoResuming() throws Exception {
    Left run = left("ended").created().log(1).finish(1).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.count(Call.RESUME)).isZero();
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED);
  }

  @Test
  void aRunOfWhichNobodyKnowsHowItStandsIsResumedToBeSafe() throws Exception {
    pluto.failAlways(Call.HEARTBEAT, Outcome.tryAgain("502", Duration.ZERO));
    Left run = left("ended").created().log(1).finish(0).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.calls()).endsWith(Call.METRICS, Call.RESUME, Call.STATUS, Call.STATUS);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "TERMINATED", "CANCELLED"})
  void anEndThatWasReportedAlreadyIsNotTouched(RunStatus reported) throws Exception {
    pluto.answerHeartbeats(reported);
    Left killed = left("killed").created().log(1).leave();
    Left ended = left("ended").created().log(2).finish(1).leave();

    assertThat(recover(killed)).isEqualTo(UploadResult.WHOLE);
    assertThat(recover(ended)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).hasSize(2);
    assertThat(pluto.statuses()).isEmpty();
    assertThat(pluto.count(Call.RESUME)).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "FAILED"})
  void aRunThatWasBeingRemovedIsRemovedAndItsEndNotTouched(RunStatus reported) throws Exception {
    pluto.answerHeartbeats(reported);
    Left run = left("whole").created().log(1).finish(reported == RunStatus.FAILED ? 1 : 0).leave();
    Files.delete(run.path.resolve("00000001.segment"));

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.statuses()).isEmpty();
    assertThat(pluto.count(Call.RESUME)).isZero();
    assertThat(run.path).doesNotExist();
  }

  @Test
  void aRunThatNeverReachedTheServerIsCreatedLateWithItsOwnStart() throws Exception {
    Left run = left("offline").log(1).log(2).log(3).finish(0).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.spec().startedAt()).isEqualTo(START);
    assertThat(pluto.spec().name()).isEqualTo("heron");
    assertThat(pluto.config()).isEqualTo(Map.of("lr", 0.1));
    assertThat(pluto.points()).containsExactly("loss@1=1.0", "loss@2=2.0", "loss@3=3.0");
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
    assertThat(pluto.statusTime()).isEqualTo(OptionalLong.of(END));
    assertThat(pluto.count(Call.RESUME)).isZero();
  }

  @Test
  void aRunThatTheServerDoesNotKnowAnyMoreIsMadeAgain() throws Exception {
    pluto.failAlways(Call.HEARTBEAT, Outcome.refused("Run not found"));
    Left run = left("elsewhere").created().log(1).finish(0).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.count(Call.CREATE)).isEqualTo(2);
    assertThat(pluto.points()).hasSize(1);
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
  }

  @Test
  void theStatusOfARunThatWentOnIsNotTouched() throws Exception {
    Left first = left("same").created().log(1).leave();
    Left second = left("same", START + 5_000).created().log(2).finish(0).leave();

    assertThat(recover(first)).isEqualTo(UploadResult.WHOLE);
    assertThat(pluto.points()).containsExactly("loss@1=1.0");
    assertThat(pluto.statuses()).isEmpty();

    assertThat(recover(second)).isEqualTo(UploadResult.WHOLE);
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
  }

  @Test
  void whatALaterProgramSaidOfItsConfigAndTagsStays() throws Exception {
    Left older = left("same").config(Map.of("lr", 0.2, "phase", "old", "seed", 7L));
    older.tags(List.of("old")).log(1).leave();
    RunSpec newer =
        RunSpec.builder()
            .project("orbit-lab")
            .name("heron")
            .externalId("same")
            .tags(List.of("new"))
            .config(Map.of("lr", 0.3))
            .startedAt(START + 5_000)
            .build();
    // Its directory is gone again when the older one is uploaded.
    new RunStore(home).create(newer, Destinations.fake()).remove();
    RunHandle run = pluto.create(newer, Optional.empty()).value();
    pluto.updateTags(run, List.of("newest"));
    pluto.updateConfig(run, Map.of("phase", "new"));

    assertThat(recover(older)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.config()).isEqualTo(Map.of("lr", 0.3, "phase", "new", "seed", 7L));
    assertThat(pluto.tags()).containsExactly("newest");
    assertThat(pluto.statuses()).isEmpty();
    assertThat(pluto.points()).containsExactly("loss@1=1.0");
    assertLedger(4, 4, 0);
  }

  @Test
  void theStatusOfARunThatAnotherProgramIsAtWorkOnIsItsOwn() throws Exception {
    RunStore journals = new RunStore(home);
    try (Left survivor = new Left(journals, "same", START, Destinations.fake()).created().log(1)) {
      Left killed = left("same", START + 5_000).created().log(2).leave();

      assertThat(recover(killed)).isEqualTo(UploadResult.WHOLE);

      assertThat(pluto.points()).containsExactly("loss@2=2.0");
      assertThat(pluto.statuses()).as("the survivor's counts").isEmpty();
      assertThat(survivor.path).exists();
    }
    assertLedger(1, 1, 0);
  }

  @Test
  void recordsThatAreNotThereAreNoticed() throws Exception {
    Left run = left("gap").created();
    for (int step = 1; step <= 5; step++) {
      run.log(step);
    }
    run.leave();
    cutRecordsOut(run, 2, 3);

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).containsExactly("loss@1=1.0", "loss@4=4.0", "loss@5=5.0");
    assertThat(told.count("2 records of the run in " + run.path + " are missing")).isEqualTo(1);
    assertLedger(3, 3, 0);
  }

  /** Records of one size each, as {@link Left#log} writes them. */
  private static void cutRecordsOut(Left run, int first, int last) throws IOException {
    Path segment = run.file("00000001.segment");
    byte[] bytes = Files.readAllBytes(segment);
    int header = 16;
    int size = (bytes.length - header) / 5;
    byte[] cut = new byte[bytes.length - (last - first + 1) * size];
    int kept = header + (first - 1) * size;
    System.arraycopy(bytes, 0, cut, 0, kept);
    System.arraycopy(bytes, header + last * size, cut, kept, cut.length - kept);
    Files.write(segment, cut);
  }

  @Test
  void aRunInUseIsNotTouched() throws Exception {
    RunStore journals = new RunStore(home);
    try (Left run = new Left(journals, "live", START, Destinations.fake()).created().log(1)) {
      assertThat(recovery(journals).recover(run.path, ledger)).isEqualTo(UploadResult.IN_USE);

      assertThat(pluto.calls()).containsExactly(Call.CREATE);
      assertThat(journals.take(run.path)).isEmpty();
      assertLedger(0, 0, 0);
    }
  }

  @Test
  void whatIsAcknowledgedIsNotSentAgain() throws Exception {
    Left run = left("killed").created().log(1).log(2).acknowledge().log(3).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).containsExactly("loss@3=3.0");
    assertLedger(1, 1, 0);
  }

  @Test
  void aRunOfWhichOnlyTheStatusIsMissingGetsThat() throws Exception {
    Left run = left("ended").created().log(1).acknowledge().finish(0).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).isEmpty();
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
    assertLedger(0, 0, 0);
  }

  @Test
  void everythingBeforeDamageArrivesAndTheRestIsPutAside() throws Exception {
    Left run = left("damaged").created().log(1).log(2).log(3).leave();
    damageLastRecord(run);

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).containsExactly("loss@1=1.0", "loss@2=2.0");
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED);
    assertThat(run.path.toFile().list()).containsExactly("00000001.segment.damaged");
    assertThat(told.count("cannot be read")).isEqualTo(1);
    assertLedger(2, 2, 0);
  }

  @Test
  void whatComesBeforeDamageIsStillThereAfterAnAttemptThatFailed() throws Exception {
    Left run = left("damaged").created().log(1).log(2).leave();
    damageLastRecord(run);
    pluto.failAlways(Call.METRICS, Outcome.notSignedIn("Key not found"));
    patience = Duration.ofMillis(20);

    assertThat(recover(run)).isEqualTo(UploadResult.NOT_SIGNED_IN);
    pluto.comeBack();
    patience = Duration.ofSeconds(10);
    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.points()).containsExactly("loss@1=1.0");
  }

  @Test
  void twoAtOnceUploadEachRunOnce() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Left run = left("run-" + i);
      run.log(i).finish(0).leave();
      expected.add("loss@" + i + "=" + (double) i);
    }
    List<FakePluto> servers = List.of(new FakePluto(), new FakePluto());
    for (FakePluto server : servers) {
      // Each has a view of the home of its own, as two processes have.
      recovery(new RunStore(home), server::reconnected).start();
    }
    Await.until("nothing is left", () -> runs().isEmpty());

    List<String> points = new ArrayList<>();
    for (FakePluto server : servers) {
      Await.until("its last run", () -> server.statuses().size() == server.points().size());
      points.addAll(server.points());
      server.assertObeyed();
    }
    assertThat(points).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void configIsReplayedInOrder() throws Exception {
    Left run =
        left("offline")
            .config(Map.of("lr", 0.2, "phase", "warm"))
            .log(1)
            .config(Map.of("phase", "late"))
            .finish(0)
            .leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertThat(pluto.config()).isEqualTo(Map.of("lr", 0.2, "phase", "late"));
    assertLedger(4, 4, 0);
  }

  @Test
  void aRefusedKeyStopsItAtTheFirstRun() throws Exception {
    Left first = left("a").log(1).leave();
    Left second = left("b").log(2).leave();
    pluto.failAlways(Call.SIGN_IN, Outcome.notSignedIn("Key not found"));

    recovery(new RunStore(home)).start();

    Await.until("it is said", () -> told.count("Pluto rejected the key in a test") == 1);
    assertThat(runs()).containsExactly(first.path, second.path);
    assertThat(pluto.count(Call.SIGN_IN)).isEqualTo(3);
  }

  @Test
  void aKeyThatWasAcceptedForOneRunIsTriedOnForTheOthers() throws Exception {
    patience = Duration.ofMillis(20);
    left("a").log(1).leave();
    left("b").log(2).leave();
    AtomicInteger asked = new AtomicInteger();

    new Recovery(
            new RunStore(home),
            () -> failsToKnowTheKey(pluto.reconnected(), asked),
            new UploadContext(
                TestSettings.of(environment),
                told.messages(),
                "the key in a test",
                ShortPauses::new),
            Optional.of(patience))
        .start();

    Await.until("both", () -> runs().isEmpty());
    assertThat(pluto.points()).hasSize(2);
  }

  /** A server that has trouble with its keys from the second sign-in to the thirtieth. */
  private static PlutoApi failsToKnowTheKey(PlutoApi server, AtomicInteger asked) {
    return new ForwardingPluto(server) {
      @Override
      public Outcome<String> signIn() {
        int number = asked.incrementAndGet();
        return number > 1 && number <= 30 ? Outcome.notSignedIn("Key not found") : super.signIn();
      }
    };
  }

  @Test
  void aRunThatIsRefusedStaysAndTheOthersGoOn() throws Exception {
    Left first = left("a").log(1).leave();
    left("b").log(2).leave();
    pluto.failNext(Call.CREATE, Outcome.refused("Organization is at limit"));

    recovery(new RunStore(home)).start();

    Await.until("the second", () -> runs().equals(List.of(first.path)));
    assertThat(pluto.points()).containsExactly("loss@2=2.0");
    assertThat(told.count("Pluto rejected the run (Organization is at limit)")).isEqualTo(1);
    assertThat(new RunStore(home).isInUse(first.path)).isFalse();
  }

  @Test
  void aRunThatTheServerCannotAnswerForDoesNotKeepTheOthersBack() throws Exception {
    patience = Duration.ofMillis(20);
    left("a").log(1).leave();
    left("b").log(2).leave();
    Outcome<Void> broken = Outcome.tryAgain("HTTP 500: Failed to create run", Duration.ZERO);
    pluto.failNext(Call.CREATE, broken, broken, broken, broken, broken);

    recovery(new RunStore(home)).start();

    Await.until("both", () -> runs().isEmpty());
    assertThat(pluto.points()).hasSize(2);
  }

  @Test
  void aRunThatCannotBeReadDoesNotKeepTheOthersBack() throws Exception {
    Left first = left("a").log(1).leave();
    left("b").log(2).leave();
    Files.write(first.file("intent"), new byte[] {1, 2, 3});

    recovery(new RunStore(home)).start();

    Await.until("the second", () -> runs().equals(List.of(first.path)));
    assertThatThrownBy(() -> recover(first)).hasMessageContaining("is damaged");
  }

  @Test
  void aServerThatIsAwayIsNotWaitedForLongerThanAsked() throws Exception {
    patience = Duration.ofMillis(100);
    Left run = left("a").log(1).leave();
    pluto.goAway();

    assertThat(recover(run)).isEqualTo(UploadResult.AWAY);
    assertThat(new RunStore(home).isInUse(run.path)).isFalse();

    pluto.comeBack();
    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);
    assertThat(pluto.points()).hasSize(1);
  }

  @Test
  void aServerThatIsThereAndDoesNotTakeARunIsToldFromOneThatIsAway() throws Exception {
    patience = Duration.ofMillis(20);
    Left run = left("a").log(1).leave();
    pluto.failAlways(Call.CREATE, Outcome.tryAgain("HTTP 500", Duration.ZERO));

    assertThat(recover(run)).isEqualTo(UploadResult.STALLED);
  }

  @Test
  void theLimitHoldsInsideAnAttemptThatDoesNotEnd() throws Exception {
    patience = Duration.ofMillis(50);
    CountDownLatch closed = new CountDownLatch(1);
    PlutoApi hangs =
        new ForwardingPluto(pluto) {
          @Override
          public Outcome<String> signIn() {
            try {
              closed.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return Outcome.tryAgain("canceled", Duration.ZERO);
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    Left run = left("a").log(1).leave();

    Recovery recovery =
        new Recovery(
            new RunStore(home),
            () -> hangs,
            new UploadContext(TestSettings.of(environment), told.messages(), "the key in a test"),
            Optional.of(patience));

    assertThat(recovery.recover(run.path, ledger)).isEqualTo(UploadResult.AWAY);
    assertThat(closed.getCount()).isZero();
    assertLedger(1, 0, 0);
  }

  @Test
  void theLedgerAddsUpWithRowsThatAreRefused() throws Exception {
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "7");
    pluto.refuseRows(row -> row.step() % 10 == 3);
    Left run = left("a").created();
    for (int step = 1; step <= 100; step++) {
      run.log(step);
    }
    run.config(Map.of("a", 1L)).finish(0).leave();

    assertThat(recover(run)).isEqualTo(UploadResult.WHOLE);

    assertLedger(101, 91, 10);
    assertThat(run.path.toFile().list()).containsExactly("rejected.txt");
    assertThat(Files.readAllLines(run.file("rejected.txt"))).hasSize(10);
    assertThat(new RunStore(home).leftovers()).containsExactly(run.path);
  }

  @Test
  void theLedgerAddsUpOverAttemptsThatFail() throws Exception {
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "2");
    patience = Duration.ofMillis(1);
    Left run = left("a").created();
    for (int step = 1; step <= 5; step++) {
      run.log(step);
    }
    run.leave();
    // Each attempt carries one batch, and then the server is gone.
    List<Long> sent = new ArrayList<>();
    for (int attempt = 1; attempt <= 5; attempt++) {
      Ledger one = new Ledger();
      UploadResult result = recovery(new RunStore(home), OneBatch::new).recover(run.path, one);
      assertThat(one.stored()).isEqualTo(one.sent() + one.pending() + one.rejected());
      assertThat(one.pending() == 0).isEqualTo(result == UploadResult.WHOLE);
      sent.add(one.sent());
    }
    // Every other attempt comes no further than the batch before, which is sent once more.
    assertThat(sent).containsExactly(2L, 0L, 2L, 0L, 1L);
    assertThat(new LinkedHashSet<>(pluto.points())).hasSize(5);
    assertThat(pluto.points()).hasSize(9);
  }

  /** A connection that breaks after one batch. */
  private final class OneBatch extends ForwardingPluto {
    private int batches;

    OneBatch() {
      super(pluto.reconnected());
    }

    @Override
    public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
      return ++batches > 1
          ? Outcome.tryAgain("reset", Duration.ZERO)
          : super.sendMetrics(run, rows);
    }
  }

  private Left left(String externalId) throws IOException {
    return left(externalId, START);
  }

  private Left left(String externalId, long start) throws IOException {
    return new Left(new RunStore(home), externalId, start, Destinations.fake());
  }

  private UploadResult recover(Left run) throws Exception {
    return recovery(new RunStore(home)).recover(run.path, ledger);
  }

  private Recovery recovery(RunStore journals) {
    return recovery(journals, pluto::reconnected);
  }

  private Recovery recovery(RunStore journals, Connector connect) {
    return new Recovery(
        journals,
        connect,
        new UploadContext(TestSettings.of(environment), told.messages(), "the key in a test"),
        Optional.of(patience));
  }

  private List<Path> runs() {
    try {
      return new RunStore(home).runs();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertLedger(long stored, long sent, long rejected) {
    assertThat(ledger.stored()).as("stored").isEqualTo(stored);
    assertThat(ledger.sent()).as("sent").isEqualTo(sent);
    assertThat(ledger.rejected()).as("rejected").isEqualTo(rejected);
    assertThat(ledger.seen()).isEqualTo(ledger.stored() + ledger.refused());
    assertThat(ledger.pending()).as("pending").isEqualTo(stored - sent - rejected);
  }

  private static void damageLastRecord(Left run) throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(run.file("00000001.segment").toFile(), "rw")) {
      file.seek(file.length() - 1);
      file.write(0x5A);
    }
  }

  /** A run, logged to until it is left: closed without a word, as by a process that is gone. */
  private final class Left implements AutoCloseable {
    final Path path;
    private final RunDirectory directory;
    private final Journal journal;

    Left(RunStore journals, String externalId, long start, Destination destination)
        throws IOException {
      directory =
          journals.create(
              RunSpec.builder()
                  .project("orbit-lab")
                  .name("heron")
                  .externalId(externalId)
                  .config(Map.of("lr", 0.1))
                  .startedAt(start)
                  .build(),
              destination);
      path = directory.path();
      journal = new Journal(directory, 1L << 30, Duration.ofSeconds(20), told.messages());
    }

    Path file(String name) {
      return path.resolve(name);
    }

    /** Asked for with these notes. */
    Left notes(String notes) throws IOException {
      directory.moveTo(
          directory.destination(),
          directory.spec().toBuilder().config(Map.of("_tracker_notes", notes)).build());
      return this;
    }

    /** The server knew it while its program lived. */
    Left created() throws IOException {
      directory.writeAnswer(pluto.create(directory.spec(), Optional.empty()).value());
      return this;
    }

    Left log(long step) throws IOException {
      MetricsRecord record = new MetricsRecord(START + step, step, 1);
      record.add("loss", (double) step);
      journal.append(record);
      return this;
    }

    Left config(Map<String, ?> values) throws IOException {
      journal.appendConfig(new LinkedHashMap<>(values));
      return this;
    }

    Left tags(List<String> tags) throws IOException {
      journal.appendTags(tags);
      return this;
    }

    Left acknowledge() throws IOException {
      try (JournalReader reader = journal.reader()) {
        while (reader.next() != null) {
          // up to here
        }
        reader.acknowledge(reader.position());
      }
      return this;
    }

    Left finish(int exitCode) throws IOException {
      journal.appendFinish(new RunEnd(exitCode, END));
      return this;
    }

    Left expectEnd(int exitCode) throws IOException {
      journal.appendExpectedEnd(new RunEnd(exitCode, END));
      return this;
    }

    Left leave() {
      journal.close();
      return this;
    }

    @Override
    public void close() {
      journal.close();
    }
  }
}
