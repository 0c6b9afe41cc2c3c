package ai.trainy.pluto.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
    end.uncaughtException(new Thread(), new IllegalStateException("other"));

    assertThat(end.exitCode()).isZero();
    assertThat(end.cause()).isEmpty();
  }

  @Test
  void anExitOutranksAnException() {
    end.uncaughtException(mainThread(), new IllegalStateException("of main"));
    assertThat(end.exitCode()).isEqualTo(1);

    end.exit(7);
    end.exit(0);
    assertThat(end.exitCode()).isEqualTo(7);
  }

  @Test
  @SuppressWarnings("unchecked") // a list of maps
  void theExceptionOfMainIsTold() {
    end.uncaughtException(
        mainThread(), new IllegalStateException("no database at x://me:hunter2@db"));

    assertThat(end.cause())
        .containsEntry("type", "java.lang.IllegalStateException")
        .containsEntry("message", "no database at x://***REDACTED***@db")
        .containsOnlyKeys("type", "message", "frames", "trace");
    assertThat(end.cause().get("trace").toString())
        .startsWith("java.lang.IllegalStateException: no database at x://***REDACTED***@db\n\tat ");
    List<Map<String, Object>> frames = (List<Map<String, Object>>) end.cause().get("frames");
    assertThat(frames.get(frames.size() - 1))
        .containsEntry("filename", "ProgramEndTest.java")
        .containsEntry("name", ProgramEndTest.class.getName() + ".theExceptionOfMainIsTold")
        .containsKeys("lineno", "line");
  }

  @Test
  void anExceptionThatFailsAtBeingAskedIsToldByItsType() {
    end.uncaughtException(mainThread(), new Silent());

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.cause()).containsExactly(Map.entry("type", Silent.class.getName()));
  }

  private static final class Silent extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException();
    }
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
