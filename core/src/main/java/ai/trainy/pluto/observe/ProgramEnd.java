package ai.trainy.pluto.observe;

/**
 * How the program is ending, as far as anyone has told: the exit code it asked for, or that an
 * exception ended a thread. Told from any thread.
 */
public final class ProgramEnd {
  private static final int FAILURE = 1;

  private boolean exiting;
  private int exitCode;
  private boolean uncaught;

  /** The JVM was asked to exit; a signal is 128 and its number. Only the first time counts. */
  public synchronized void exit(int code) {
    if (!exiting) {
      exiting = true;
      exitCode = code;
    }
  }

  /** An exception ended a thread. */
  public synchronized void uncaughtException() {
    uncaught = true;
  }

  /** What the program's exit code means for a run it did not finish: 0 if nothing went wrong. */
  public synchronized int exitCode() {
    return exiting ? exitCode : uncaught ? FAILURE : 0;
  }
}
