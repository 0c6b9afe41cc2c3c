package ai.trainy.pluto.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what other threads and processes will do. */
public final class Await {
  /** What is waited for comes, however busy the machine is: this only ends a test that hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final long SHORTEST_PAUSE_NANOS = 500_000;
  private static final long LONGEST_PAUSE_NANOS = 10_000_000;

  private Await() {}

  /** What is waited for. */
  @FunctionalInterface
  public interface Condition<E extends Exception> {
    boolean holds() throws E;
  }

  /**
   * Returns once {@code condition} holds.
   *
   * @param what for the failure message
   */
  public static <E extends Exception> void until(String what, Condition<E> condition) throws E {
    until(() -> what, condition);
  }

  /**
   * Returns once {@code condition} holds.
   *
   * @param what for the failure message, which is put together when the wait has failed
   */
  public static <E extends Exception> void until(Supplier<String> what, Condition<E> condition)
      throws E {
    long began = System.nanoTime();
    while (!condition.holds()) {
      long waited = System.nanoTime() - began;
      if (waited > PATIENCE.toNanos()) {
        throw new AssertionError("not within " + PATIENCE + ": " + what.get());
      }
      // A wait of milliseconds ends at once, and one of seconds leaves the processor to others.
      LockSupport.parkNanos(
          Math.max(SHORTEST_PAUSE_NANOS, Math.min(waited / 16, LONGEST_PAUSE_NANOS)));
    }
  }
}
