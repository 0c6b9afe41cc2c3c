package ai.trainy.pluto.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads will do. */
public final class Await {
  /** What is waited for comes, however busy the machine is: this only ends a test that hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Await() {}

  /**
   * Returns once {@code condition} holds.
   *
   * @param what for the failure message
   */
  public static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(500_000);
    }
  }
}
