package ai.trainy.pluto.upload;

import ai.trainy.pluto.threads.Machine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;

/**
 * Cancels a request that outlasts the time it was given. Its thread is started with the first
 * request and ends with {@link #close}.
 */
final class Watchdog implements AutoCloseable {
  private final Runnable cancel;
  private final Consumer<Throwable> failed;
  private final Machine machine;
  private final Lock lock;
  private final Condition changed;
  private boolean started;
  private boolean closed;
  private boolean watching;
  private long deadline;

  /**
   * @param cancel makes the request that is running return; called at most once, on the watchdog's
   *     thread
   * @param failed told what {@code cancel} throws
   */
  Watchdog(Machine machine, Runnable cancel, Consumer<Throwable> failed) {
    this.machine = machine;
    this.lock = machine.newLock();
    this.changed = lock.newCondition();
    this.cancel = cancel;
    this.failed = failed;
  }

  /** From now on a request is running; it is cancelled unless {@link #rest} comes in time. */
  void watch(Duration atMost) {
    lock.lock();
    try {
      watching = true;
      deadline = machine.nanoTime() + atMost.toNanos();
      if (!started) {
        started = machine.start("pluto-watchdog", this::run, failed);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The request has returned. */
  void rest() {
    lock.lock();
    try {
      watching = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() throws InterruptedException {
    if (isOutlasted()) {
      cancel.run();
    }
  }

  private boolean isOutlasted() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long left = deadline - machine.nanoTime();
        if (!watching) {
          changed.await();
        } else if (left <= 0) {
          return true;
        } else {
          changed.await(left, TimeUnit.NANOSECONDS);
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
