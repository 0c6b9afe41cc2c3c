package ai.trainy.pluto.agent.standalone;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The client's own count of steps, which we keep where its code is left out. */
final class StepCount {
  /** What a step that is given does to the count. */
  enum Following {
    /** Nothing. */
    NO,
    /** It goes on at that step. */
    AT,
    /** It goes on behind it. */
    AFTER
  }

  private final AtomicLong next;
  private volatile boolean taken;
  private final Following following;

  StepCount(long first, Following following) {
    this.next = new AtomicLong(first);
    this.following = following;
  }

  /**
   * Returns the step of a row, and counts it.
   *
   * @param given null if the row has none of its own
   */
  long of(@Nullable Number given) {
    if (given == null) {
      return take();
    }
    long step = given.longValue();
    given(step);
    return step;
  }

  /** The step of a row that is given none. */
  long take() {
    taken = true;
    return next.getAndIncrement();
  }

  /** Whether any row was given none. */
  boolean isTaken() {
    return taken;
  }

  /** The step that {@link #take} would give. */
  long peek() {
    return next.get();
  }

  /** A row came with a step of its own. */
  void given(long step) {
    if (following != Following.NO) {
      next.accumulateAndGet(following == Following.AT ? step : step + 1, Math::max);
    }
  }
}
