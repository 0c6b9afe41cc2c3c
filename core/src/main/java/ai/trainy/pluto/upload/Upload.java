package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.RunHandle;
import java.time.Duration;
import java.util.Optional;

/** What carries a run's journal to the server, as the run sees it. */
public interface Upload {
  /** Says that the end of the run is in the journal: do not wait for more, or until a retry. */
  void hurry();

  /** Says that a file waits among the run's staged files. */
  void fileStaged();

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

  /** Whether anything is uploaded at all. */
  default boolean isOnline() {
    return true;
  }
}
