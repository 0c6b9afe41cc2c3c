package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.threads.DaemonThreads;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FinalStatusTest {
  private static final long TIME = 1_767_225_600_123L;

  private final FakePluto pluto = new FakePluto();
  private final RunHandle run =
      pluto
          .create(
              RunSpec.builder().project("orbit-lab").name("heron").externalId("id").build(),
              Optional.empty())
          .value();
  private final FinalStatus status = new FinalStatus(new DaemonThreads());

  @AfterEach
  void theProtocolWasObeyed() {
    pluto.assertObeyed();
  }

  @Test
  void isSentOnceWithItsTime() throws InterruptedException {
    assertThat(send(143).isAccepted()).isTrue();
    assertThat(send(143).isAccepted()).isTrue();

    assertThat(pluto.statuses()).containsExactly(RunStatus.TERMINATED);
    assertThat(pluto.count(Call.STATUS)).isEqualTo(1);
    assertThat(pluto.statusTime()).isEqualTo(OptionalLong.of(TIME));
    assertThat(status.await(Duration.ZERO)).isTrue();
  }

  @Test
  void isNotThereBeforeTheServerSaysYes() throws InterruptedException {
    pluto.failNext(Call.STATUS, Outcome.tryAgain("502", Duration.ZERO));

    assertThat(send(0).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(status.await(Duration.ZERO)).isFalse();

    assertThat(send(0).isAccepted()).isTrue();
    assertThat(status.await(Duration.ZERO)).isTrue();
  }

  @Test
  void isSentAlthoughNobodyAnswersHeartbeats() {
    pluto.failAlways(Call.HEARTBEAT, Outcome.tryAgain("502", Duration.ZERO));

    assertThat(send(0).isAccepted()).isTrue();
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
  }

  @Test
  void aRefusalIsAnAnswerAndNoStatus() throws InterruptedException {
    pluto.failNext(Call.STATUS, Outcome.refused("Run not found"));

    assertThat(send(0).kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(status.await(Duration.ofMinutes(1))).isFalse();
  }

  @Test
  void aRunThatWasTakenForDeadMeanwhileRunsAgainBeforeItEnds() {
    pluto.answerHeartbeats(RunStatus.FAILED);

    send(0);

    assertThat(pluto.calls()).containsExactly(Call.CREATE, Call.RESUME, Call.STATUS, Call.STATUS);
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
  }

  @Test
  void anotherEndReplacesItWhateverTheServerThinksWorse() {
    send(1);
    send(0);

    assertThat(pluto.calls())
        .containsExactly(Call.CREATE, Call.STATUS, Call.RESUME, Call.STATUS, Call.STATUS);
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED, RunStatus.COMPLETED);
    assertThat(pluto.statusTime()).isEqualTo(OptionalLong.of(TIME));
  }

  @Test
  void ofARunThatWasCreatedAfterItsEndItFollowsThatInTheHistory() {
    status.running();
    send(0);

    assertThat(pluto.statusTimes()).containsExactly(OptionalLong.empty(), OptionalLong.of(TIME));
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
  }

  @Test
  void aRunIsNotRevivedOnceItIsSent() {
    AtomicInteger revivals = new AtomicInteger();
    status.unlessSent(revivals::incrementAndGet);
    send(0);
    status.unlessSent(revivals::incrementAndGet);

    assertThat(revivals).hasValue(1);
  }

  @Test
  void tellsWhatEndedTheRun() {
    send(0);
    assertThat(pluto.statusDetails()).isEmpty();

    status.send(pluto, run, new RunEnd(7, TIME, Map.of("type", "java.io.IOException")));
    assertThat(pluto.statusDetails())
        .isEqualTo(Map.of("type", "java.io.IOException", "exit_code", 7L));

    send(143);
    assertThat(pluto.statusDetails()).isEqualTo(Map.of("exit_code", 143L, "signal", "SIGTERM"));
  }

  private Outcome<Void> send(int exitCode) {
    return status.send(pluto, run, new RunEnd(exitCode, TIME));
  }
}
