package ai.trainy.pluto.journal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether the disk of a home answers. What the last writes there took tells a thread of the program
 * whether it may write itself: nothing lets go of a thread that is in a write when the disk begins
 * to hang. Safe for use by several threads.
 */
final class DiskHealth {
  /** A write that was quick says so much about the next one, ns. */
  static final long GOOD_FOR_NANOS = 20_000_000;

  /** One write alone may be slow because the thread that made it was not let run. */
  private static final int SLOW_WRITES = 2;

  /** Part of the time after which a write is slow: one that takes longer is not quick. */
  private static final int QUICK_PART = 8;

  private volatile long wellUntil;

  /** Writes in a row, up to the last one, that took too long. */
  private final AtomicInteger slowWrites = new AtomicInteger();

  private final AtomicInteger slowWritesSoFar = new AtomicInteger();

  /** Whether somebody has waited in vain for a write that goes on. */
  private volatile boolean hanging;

  /**
   * @param now the time, ns: nothing is known at first
   */
  DiskHealth(long now) {
    wellUntil = now;
  }

  /** Whether a write was quick just now. */
  boolean isWell(long now) {
    return wellUntil - now > 0;
  }

  /** Whether nobody waits for the disk: writes are slow, or one does not end. */
  boolean isSlow() {
    return hanging || slowWrites.get() >= SLOW_WRITES;
  }

  /** How many writes have taken too long so far. */
  int slowWritesSoFar() {
    return slowWritesSoFar.get();
  }

  /** Whether a write goes on that somebody has waited for in vain. */
  boolean isHanging() {
    return hanging;
  }

  /** Somebody has waited in vain for a write to end. */
  void hangs(long now) {
    hanging = true;
    wellUntil = now;
  }

  /**
   * A write has ended.
   *
   * @param slowNanos how long one may take
   */
  void wrote(long began, long now, long slowNanos) {
    long took = now - began;
    if (hanging) {
      hanging = false;
    }
    if (took > slowNanos) {
      slowWrites.incrementAndGet();
      slowWritesSoFar.incrementAndGet();
    } else if (slowWrites.get() > 0) {
      slowWrites.set(0);
    }
    if (took > slowNanos / QUICK_PART) {
      wellUntil = now;
    } else if (wellUntil - now < GOOD_FOR_NANOS / 2) {
      // Not at each of very many: it is shared by all threads.
      wellUntil = now + GOOD_FOR_NANOS;
    }
  }
}
