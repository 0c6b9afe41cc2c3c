package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.RunHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** What carries a run's journal to the server, as the run sees it. */
public interface Upload {
  /** Says that the end of the run is in the journal: do not wait for more, or until a retry. */
  void runEnded();

  /** Says that a file waits among the run's staged files. */
  void fileStaged();

  /** Says that what the program prints is uploaded as well. */
  default void withConsole() {}

  /** Says that the JVM is ending: send what is there at once, and go on taking more. */
  default void flush() {}

  /**
   * Says that the last hook of the JVM is done: whatever comes now need not be waited for.
   *
   * @param seal asked before the run's directory is removed: whether nothing comes any more
   */
  default void lastCall(BooleanSupplier seal) {}

  /**
   * Begins to send the run's final status although its data is not all sent. Does not wait. Nothing
   * is sent if the server does not have the run yet, or has its status.
   */
  default void sendStatus() {}

  /**
   * Waits until the server has the run's final status.
   *
   * @return whether it has
   * @throws InterruptedException if the calling thread is interrupted
   */
  default boolean awaitStatus(Duration atMost) throws InterruptedException {
    return false;
  }

  /**
   * Waits until everything is uploaded and the run's status reported, or until no more can be done.
   *
   * @return whether the server has the whole run
   * @throws InterruptedException if the calling thread is interrupted; the upload goes on
   */
  boolean awaitEnd(Duration atMost) throws InterruptedException;

  /** The run as the server answered it; empty if it has not, and will not before {@code atMost}. */
  default Optional<RunHandle> awaitAnswer(Duration atMost) throws InterruptedException {
    return Optional.empty();
  }

  /**
   * When the run began, ms since the epoch; of one that goes on, when that was first. Then the
   * server is asked, in one attempt.
   *
   * @return empty as long as the server has not answered
   */
  default OptionalLong begun() {
    return OptionalLong.empty();
  }

  /** How many requests have failed in passing so far. */
  default long retries() {
    return 0;
  }

  /** Whether anything is uploaded at all. */
  default boolean isOnline() {
    return true;
  }
}
