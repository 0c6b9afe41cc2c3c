package ai.trainy.pluto.observe;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the program is ending, as far as anyone has told: the exit code it asked for, or that an
 * exception ended a thread; and how far its shutdown hooks are. Told from any thread.
 */
public final class ProgramEnd {
  private static final int FAILURE = 1;

  /** The JVM's own handlers of signals run in threads of such names. */
  private static final Pattern SIGNAL = Pattern.compile("SIG(HUP|INT|TERM) handler");

  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 129, "INT", 130, "TERM", 143);

  private boolean exiting;
  private int exitCode;
  private boolean uncaught;
  private boolean hooksWatched;
  private Runnable afterHooks = () -> {};

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
  public int exitCode() {
    synchronized (this) {
      if (exiting || uncaught) {
        return exiting ? exitCode : FAILURE;
      }
    }
    return signal();
  }

  /** The exit code of a signal that came before anyone could tell of it; 0 if none did. */
  private static int signal() {
    try {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        Matcher signal = SIGNAL.matcher(thread.getName());
        if (signal.matches()) {
          return SIGNALS.get(signal.group(1));
        }
      }
    } catch (SecurityException e) {
      // Then nobody knows.
    }
    return 0;
  }

  /** The shutdown hooks are about to start, and {@link #hooksDone} will be told. */
  public synchronized void hooksStart() {
    hooksWatched = true;
  }

  /** Whether the shutdown hooks run, or ran, and their end is told. */
  public synchronized boolean isHooksEndTold() {
    return hooksWatched;
  }

  /** Has something done on the thread that ends the JVM, after the last shutdown hook. */
  public synchronized void afterHooks(Runnable task) {
    afterHooks = task;
  }

  /** The last shutdown hook is done. Returns when what was to be done then is done. */
  public void hooksDone() {
    Runnable task;
    synchronized (this) {
      task = afterHooks;
    }
    task.run();
  }
}
