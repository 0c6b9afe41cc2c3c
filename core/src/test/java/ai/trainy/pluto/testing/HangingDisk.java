package ai.trainy.pluto.testing;

import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** This machine, with a disk that hangs when it is told to, and a clock that can be put forward. */
public final class HangingDisk implements Machine {
  private final DaemonThreads machine = new DaemonThreads();
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch hang = new CountDownLatch(0);
  private volatile Thread lastWriter;
  private volatile long ahead;
  private volatile boolean stopped;

  public void hang() {
    hang = new CountDownLatch(1);
  }

  public void work() {
    hang.countDown();
  }

  /** The names of the threads that wait for the disk. */
  public List<String> waiting() {
    return waiting.stream().map(Thread::getName).sorted().collect(Collectors.toList());
  }

  /** The thread that has written last, or begun to. */
  public Thread lastWriter() {
    return lastWriter;
  }

  /** Puts the clock forward. */
  public void pass(Duration time) {
    ahead += time.toNanos();
  }

  /** From now on the clock goes forward by {@link #pass} alone. */
  public void stopClock() {
    ahead = nanoTime();
    stopped = true;
  }

  @Override
  public void awaitDisk() {
    Thread thread = Thread.currentThread();
    lastWriter = thread;
    waiting.add(thread);
    boolean interrupted = false;
    while (hang.getCount() > 0) {
      try {
        hang.await();
      } catch (InterruptedException e) {
        // As a thread that waits for a real disk, it does not come back.
        interrupted = true;
      }
    }
    waiting.remove(thread);
    if (interrupted) {
      thread.interrupt();
    }
  }

  @Override
  public long nanoTime() {
    return stopped ? ahead : machine.nanoTime() + ahead;
  }

  @Override
  public long currentTimeMillis() {
    return machine.currentTimeMillis();
  }

  @Override
  public Random newRandom() {
    return machine.newRandom();
  }

  @Override
  public Lock newLock() {
    return machine.newLock();
  }

  @Override
  public boolean start(String name, DaemonThreads.Task task, Consumer<Throwable> failed) {
    return machine.start(name, task, failed);
  }

  @Override
  public void atExit(String name, Runnable task) {
    // The tests' JVM ends when it likes.
  }
}
