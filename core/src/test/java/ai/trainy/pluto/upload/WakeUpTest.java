package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WakeUpTest {
  private final WakeUp wakeUp = new WakeUp();

  @Test
  void endsTheSleepThatIsGoingOn() throws InterruptedException {
    Thread sleeper = sleeper();
    Await.until("asleep", () -> sleeper.getState() == Thread.State.TIMED_WAITING);

    wakeUp.raise();

    sleeper.join(300_000);
    assertThat(sleeper.isAlive()).isFalse();
  }

  @Test
  void endsTheNextSleep() throws InterruptedException {
    wakeUp.raise();

    Thread sleeper = sleeper();

    sleeper.join(300_000);
    assertThat(sleeper.isAlive()).isFalse();
  }

  @Test
  void endsOneSleepOnly() throws InterruptedException {
    wakeUp.raise();
    wakeUp.raise();
    wakeUp.sleep(Duration.ofHours(1));
    long start = System.nanoTime();

    wakeUp.sleep(Duration.ofMillis(20));

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000L);
  }

  @Test
  void canBeRaisedAgain() throws InterruptedException {
    wakeUp.raise();
    wakeUp.sleep(Duration.ofHours(1));
    wakeUp.raise();

    Thread sleeper = sleeper();

    sleeper.join(300_000);
    assertThat(sleeper.isAlive()).isFalse();
  }

  @Test
  void remembersThatItWasRaised() throws InterruptedException {
    assertThat(wakeUp.isUp()).isFalse();
    wakeUp.raise();
    wakeUp.sleep(Duration.ofHours(1));

    assertThat(wakeUp.isUp()).isTrue();
  }

  private Thread sleeper() {
    Thread thread =
        new Thread(
            () -> {
              try {
                wakeUp.sleep(Duration.ofHours(1));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
