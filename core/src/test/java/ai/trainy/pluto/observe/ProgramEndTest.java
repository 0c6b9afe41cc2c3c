package ai.trainy.pluto.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProgramEndTest {
  private final ProgramEnd end = new ProgramEnd();

  @Test
  void whatNobodyToldOfIsNoFailure() {
    assertThat(end.exitCode()).isZero();
  }

  @Test
  void anExceptionOfAWorkerIsNoFailure() {
    end.uncaughtException(new Thread());

    assertThat(end.exitCode()).isZero();
  }

  @Test
  void anExitOutranksAnException() {
    end.uncaughtException(mainThread());
    assertThat(end.exitCode()).isEqualTo(1);

    end.exit(7);
    end.exit(0);
    assertThat(end.exitCode()).isEqualTo(7);
  }

  @Test
  void aSignalIsSeenThoughNobodyToldOfIt() throws InterruptedException {
    CountDownLatch seen = new CountDownLatch(1);
    // As the JVM calls the thread in which it handles a signal.
    Thread handler = new Thread(() -> awaitQuietly(seen), "SIGTERM handler");
    handler.start();
    try {
      assertThat(end.exitCode()).isEqualTo(143);
      end.exit(0);
      assertThat(end.exitCode()).as("what was told is better").isZero();
    } finally {
      seen.countDown();
      handler.join();
    }
  }

  @Test
  void tellsThatTheLastHookIsDone() {
    StringBuilder done = new StringBuilder();
    end.afterHooks(() -> done.append("done"));
    assertThat(end.isHooksEndTold()).isFalse();

    end.hooksStart();
    assertThat(end.isHooksEndTold()).isTrue();
    assertThat(done).isEmpty();

    end.hooksDone();
    assertThat(done).hasToString("done");
  }

  /** Surefire's, as this JVM's program. */
  private static Thread mainThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("main"))
        .findAny()
        .orElseThrow();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
