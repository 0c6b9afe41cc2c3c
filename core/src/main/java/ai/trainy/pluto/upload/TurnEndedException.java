package ai.trainy.pluto.upload;

import java.time.Duration;

/**
 * Ends a turn at an upload where it would have to wait: the thread is needed elsewhere. The next
 * turn goes on with what is not acknowledged. All that can wait declares an interrupt, and passes
 * it on; so this is one.
 */
final class TurnEndedException extends InterruptedException {
  private static final long serialVersionUID = 1;

  private final Duration pause;

  TurnEndedException(Duration pause) {
    this.pause = pause;
  }

  /** How long to wait until the next turn. */
  Duration pause() {
    return pause;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // does nothing
  public Throwable fillInStackTrace() {
    return this;
  }
}
