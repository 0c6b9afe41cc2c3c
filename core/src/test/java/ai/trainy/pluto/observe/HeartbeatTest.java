package ai.trainy.pluto.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private final FakePluto pluto = new FakePluto();
  private final Told told = new Told();
  private final Gate ended = new Gate(new DaemonThreads());
  private final RunHandle run =
      pluto
          .create(
              RunSpec.builder().project("orbit-lab").name("heron").externalId("id").build(),
              Optional.empty())
          .value();

  @Test
  void beatsUntilTheEnd() throws InterruptedException {
    Thread beating = start(Duration.ofMillis(1));
    Await.until("three beats", () -> pluto.count(Call.HEARTBEAT) >= 3);

    assertEndsWith(beating);
    pluto.assertObeyed();
  }

  @Test
  void beatsOnThroughFailures() throws InterruptedException {
    pluto.failAlways(Call.HEARTBEAT, Outcome.notSignedIn("Run not found"));
    Thread beating = start(Duration.ofMillis(1));
    Await.until("three beats", () -> pluto.count(Call.HEARTBEAT) >= 3);

    assertEndsWith(beating);
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void beatsOnThroughExceptions() throws InterruptedException {
    AtomicInteger beats = new AtomicInteger();
    PlutoApi throwing =
        new ForwardingPluto(pluto) {
          @Override
          public Outcome<RunStatus> heartbeat(RunHandle asked) {
            beats.incrementAndGet();
            throw new IllegalArgumentException("Content-Length: -5");
          }
        };
    Thread beating = start(() -> beat(new Heartbeat(throwing, run, told.messages()), () -> {}));
    Await.until("three beats", () -> beats.get() >= 3);

    assertEndsWith(beating);
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void saysOnceThatTheRunWasCancelled() throws InterruptedException {
    pluto.answerHeartbeats(RunStatus.CANCELLED);
    Thread beating = start(Duration.ofMillis(1));
    Await.until("three beats", () -> pluto.count(Call.HEARTBEAT) >= 3);

    assertEndsWith(beating);
    assertThat(told.lines())
        .containsExactly(
            "pluto: the run was cancelled in Pluto ("
                + run.url()
                + "). The program keeps running.");
  }

  @Test
  void endsTheProgramOnceWhereThatIsWanted() throws InterruptedException {
    AtomicInteger exits = new AtomicInteger();
    pluto.answerHeartbeats(RunStatus.CANCELLED);
    Thread beating =
        start(
            () ->
                beat(
                    heartbeat(Duration.ofMillis(1)).exitOnCancel(exits::incrementAndGet),
                    () -> {}));
    Await.until("three beats", () -> pluto.count(Call.HEARTBEAT) >= 3);

    assertEndsWith(beating);
    assertThat(exits).hasValue(1);
    assertThat(told.lines())
        .containsExactly(
            "pluto: the run was cancelled in Pluto ("
                + run.url()
                + "). The program exits with code 130.");
  }

  @Test
  void aRunTakenForDeadIsResumed() throws InterruptedException {
    pluto.answerHeartbeats(RunStatus.FAILED);
    Thread beating = start(Duration.ofMillis(1));
    Await.until("a resume", () -> pluto.count(Call.RESUME) >= 1);

    assertEndsWith(beating);
  }

  @Test
  void forTheDeadItOnlyBeats() throws InterruptedException {
    for (RunStatus status : List.of(RunStatus.FAILED, RunStatus.CANCELLED)) {
      pluto.answerHeartbeats(status);
      int before = pluto.count(Call.HEARTBEAT);
      Thread beating = start(() -> heartbeat(Duration.ofMillis(1)).beatForTheDead(ended));
      Await.until("three beats", () -> pluto.count(Call.HEARTBEAT) >= before + 3);
      beating.interrupt();
    }

    assertThat(pluto.count(Call.RESUME)).isZero();
    assertThat(told.lines()).isEmpty();
  }

  private interface Beating {
    void run() throws InterruptedException;
  }

  private Heartbeat heartbeat(Duration period) {
    return new Heartbeat(pluto, run, told.messages(), period);
  }

  private Thread start(Duration period) {
    return start(() -> beat(heartbeat(period), () -> pluto.resume(run)));
  }

  private void beat(Heartbeat heartbeat, Runnable revive) {
    while (!ended.isOpen()) {
      heartbeat.beat(revive);
    }
  }

  private static Thread start(Beating beating) {
    Thread thread =
        new Thread(
            () -> {
              try {
                beating.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    return thread;
  }

  private void assertEndsWith(Thread beating) throws InterruptedException {
    ended.open();
    beating.join(300_000);
    assertThat(beating.isAlive()).isFalse();
  }
}
