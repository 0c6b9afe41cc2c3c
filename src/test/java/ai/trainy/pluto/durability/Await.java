package ai.trainy.pluto.durability;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads and programs will do. */
final class Await {
  /** What is waited for comes, however busy the machine is: this only ends a test that hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Await() {}

  /**
   * Returns once {@code condition} holds.
   *
   * @param what for the failure message
   */
  static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
