package ai.trainy.pluto.endtoend;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes will do. */
final class Await {
  /** What is waited for comes, however busy the machine is: this only ends a test that hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Await() {}

  /**
   * Returns once {@code condition} holds.
   *
   * @param what for the failure message
   */
  static void until(Supplier<String> what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what.get());
      }
      LockSupport.parkNanos(10_000_000);
    }
  }
}
