package ai.trainy.pluto.threads;

import java.util.Random;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;

/**
 * What the engine has of the machine below it: time, chance, threads, the locks on which these wait
 * for each other, and a disk that may hang. All of it, so that a test can own it.
 */
public interface Machine {
  /** Time that passes, from any start, ns. */
  long nanoTime();

  /** The time of day, ms since the epoch. */
  long currentTimeMillis();

  Random newRandom();

  /** A reentrant lock. To wait for another thread is to wait on a condition of such a lock. */
  Lock newLock();

  /**
   * Starts a thread, if that is possible. It is not where the number of processes is limited, and
   * under some security managers.
   *
   * @param failed told what the task throws, on that thread; or with {@link NoThreadException} why
   *     there is none, before this returns
   * @return whether it was started
   */
  boolean start(String name, DaemonThreads.Task task, Consumer<Throwable> failed);

  /** Asked before each write to a disk; does not return while that disk, if simulated, hangs. */
  default void awaitDisk() {}

  /**
   * Has something done when the JVM ends.
   *
   * @throws SecurityException where that is not permitted
   * @throws IllegalStateException if it ends already
   */
  void atExit(String name, Runnable task);
}
