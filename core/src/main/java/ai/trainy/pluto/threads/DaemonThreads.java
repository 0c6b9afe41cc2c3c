package ai.trainy.pluto.threads;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of this library; nothing else makes any.
 *
 * <p>They are guests in the program's JVM. They do not keep it alive, and belong to the topmost
 * thread group, so that code that counts, waits for or interrupts the threads of a group never
 * meets them. They hold nothing of the program: neither context class loader, thread locals, access
 * control context nor priority of the thread that starts them. An interrupt has no effect on them,
 * and no exception leaves them. What a library starts on such a thread is the same in all of this
 * but the last two.
 */
public final class DaemonThreads implements Machine {
  private static final long NEXT_ATTEMPT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Consumer<Thread> starter;
  private volatile @Nullable Failure lastFailure;

  private static final class Failure {
    final long time;
    final Throwable cause;

    Failure(long time, Throwable cause) {
      this.time = time;
      this.cause = cause;
    }
  }

  /** What a thread does. */
  public interface Task {
    void run() throws Exception;
  }

  public DaemonThreads() {
    this(Thread::start);
  }

  /**
   * @param starter starts a thread that was made; open to tests, whose machine does not start any
   */
  public DaemonThreads(Consumer<Thread> starter) {
    this.starter = starter;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long currentTimeMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public Random newRandom() {
    return new Random();
  }

  @Override
  public Lock newLock() {
    return new ReentrantLock();
  }

  @Override
  public void atExit(String name, Runnable task) {
    Runtime.getRuntime().addShutdownHook(make(name, task));
  }

  @Override
  public boolean start(String name, Task task, Consumer<Throwable> failed) {
    // Each attempt in vain is a line of the JVM's own: not two in a row.
    Failure before = lastFailure;
    if (before != null && nanoTime() - before.time < NEXT_ATTEMPT_NANOS) {
      failed.accept(new NoThreadException(before.cause));
      return false;
    }
    try {
      Thread thread = make(name, () -> run(task, failed));
      starter.accept(thread);
      return true;
    } catch (RuntimeException | OutOfMemoryError e) {
      lastFailure = new Failure(nanoTime(), e);
      failed.accept(new NoThreadException(e));
      return false;
    }
  }

  private static void run(Task task, Consumer<Throwable> failed) {
    try {
      task.run();
    } catch (Throwable e) {
      try {
        failed.accept(e);
      } catch (Throwable nobodyIsTold) {
        // The program's handler of uncaught exceptions is the last that should be.
      }
    }
  }

  /**
   * Makes a thread that somebody else starts.
   *
   * @throws SecurityException where that is not permitted
   */
  public Thread make(String name, Runnable task) {
    return Privileges.use(() -> new Guest(topmostGroup(), name, task));
  }

  private static ThreadGroup topmostGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  private static final class Guest extends Thread {
    @SuppressWarnings("ThreadPriorityCheck") // the usual one, whatever the program's thread has
    Guest(ThreadGroup group, String name, Runnable task) {
      super(group, task, name, 0, false);
      setDaemon(true);
      setPriority(NORM_PRIORITY);
      setContextClassLoader(Guest.class.getClassLoader());
      setUncaughtExceptionHandler((thread, e) -> {});
    }

    /** Nobody in this library interrupts; a program that interrupts all there is means its own. */
    @Override
    public void interrupt() {}
  }
}
