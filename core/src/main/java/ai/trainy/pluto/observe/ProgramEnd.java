package ai.trainy.pluto.observe;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the program ends, as far as it has been reported: the exit code it asked for, or that an
 * exception ended its main thread; and how far its shutdown hooks are. Reported by any thread.
 */
public final class ProgramEnd {
  private static final int FAILURE = 1;

  /** The Java versions that have one count threads from 1. */
  private static final long MAIN_WHERE_A_SECURITY_MANAGER_IS = 1;

  /** For threads that start while others are counted. */
  private static final int ROOM = 64;

  /** The JVM's own handlers of signals run in threads of such names. */
  private static final Pattern SIGNAL = Pattern.compile("SIG(HUP|INT|TERM) handler");

  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 129, "INT", 130, "TERM", 143);

  private final long mainThread = firstThread();
  private final AfterKill afterKill;

  private boolean exiting;
  private int exitCode;
  private boolean mainThrew;
  private Map<String, Object> cause = Map.of();
  private boolean hooksWatched;
  private Runnable afterHooks = () -> {};

  /** A program that nobody watches: what a kill leaves behind waits for the next run. */
  public ProgramEnd() {
    this(AfterKill.NOTHING);
  }

  /**
   * @param afterKill stands by for the case that the program is killed
   */
  public ProgramEnd(AfterKill afterKill) {
    this.afterKill = afterKill;
  }

  /** Who is to be told of runs that are not yet uploaded. */
  public AfterKill afterKill() {
    return afterKill;
  }

  /** The JVM was asked to exit; a signal is 128 and its number. Only the first time counts. */
  public synchronized void exit(int code) {
    if (!exiting) {
      exiting = true;
      exitCode = code;
    }
  }

  /** An exception ended a thread. The process fails for that only if it is the main thread. */
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (thread.getId() == mainThread) {
      // What it says of itself is the program's own code: not while others wait.
      Map<String, Object> described = Failure.describe(thrown);
      synchronized (this) {
        mainThrew = true;
        cause = described;
      }
    }
  }

  /** The exception that ended the main thread, as a status tells it; empty if there was none. */
  public synchronized Map<String, Object> cause() {
    return cause;
  }

  /**
   * The ID of the thread that runs the program's main method: the first of the JVM, and so the
   * lowest of all. Where that thread is gone already, it is the ID of one that never ends.
   */
  private static long firstThread() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    try {
      while (group.getParent() != null) {
        group = group.getParent();
      }
    } catch (SecurityException denied) {
      return MAIN_WHERE_A_SECURITY_MANAGER_IS;
    }
    Thread[] threads = new Thread[group.activeCount() + ROOM];
    int count = group.enumerate(threads);
    long first = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      first = Math.min(first, threads[i].getId());
    }
    return first;
  }

  /** What the program's exit code means for a run it did not finish: 0 if nothing went wrong. */
  public int exitCode() {
    synchronized (this) {
      if (exiting || mainThrew) {
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
          return SIGNALS.getOrDefault(signal.group(1), 0);
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
