package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;
import org.junit.jupiter.api.Test;

/** Holds what {@link OkioWatchdog} relies on in the Okio that is in use. */
class OkioWatchdogTest {
  @Test
  void theThreadEndsWhenNobodyUsesItAndIsThereForTheNext() throws InterruptedException {
    passes(new CountDownLatch(1));
    Thread watchdog = watchdog();
    assertThat(watchdog).isNotNull();

    OkioWatchdog.endIfIdle();
    watchdog.join(TimeUnit.SECONDS.toMillis(30));

    assertThat(watchdog()).isNull();
    passes(new CountDownLatch(1));
    assertThat(watchdog()).isNotNull();
  }

  @Test
  void theThreadStaysForAReadThatIsGoingOn() throws InterruptedException {
    CountDownLatch longTimeout = new CountDownLatch(1);
    AsyncTimeout reading = timeout(longTimeout, TimeUnit.HOURS.toMillis(1));
    reading.enter();
    try {
      OkioWatchdog.endIfIdle();

      passes(new CountDownLatch(1));
      assertThat(watchdog()).isNotNull();
    } finally {
      reading.exit();
    }
  }

  /** Returns once a timeout has passed and the thread has said so. */
  private static void passes(CountDownLatch passed) throws InterruptedException {
    AsyncTimeout timeout = timeout(passed, 1);
    timeout.enter();
    passed.await();
    timeout.exit();
  }

  private static AsyncTimeout timeout(CountDownLatch passed, long millis) {
    AsyncTimeout timeout =
        new AsyncTimeout() {
          @Override
          protected void timedOut() {
            passed.countDown();
          }
        };
    timeout.timeout(millis, TimeUnit.MILLISECONDS);
    return timeout;
  }

  private static Thread watchdog() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("Okio Watchdog"))
        .findFirst()
        .orElse(null);
  }
}
