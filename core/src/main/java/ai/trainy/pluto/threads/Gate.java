package ai.trainy.pluto.threads;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Opens once, for all who wait. Safe for use by several threads. */
public final class Gate {
  private final Lock lock;
  private final Condition opened;
  private volatile boolean open;

  public Gate(Machine machine) {
    lock = machine.newLock();
    opened = lock.newCondition();
  }

  public void open() {
    lock.lock();
    try {
      open = true;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public boolean isOpen() {
    return open;
  }

  /** Waits until it is open; false if it is not by then. */
  public boolean await(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!open && left > 0) {
        left = opened.awaitNanos(left);
      }
      return open;
    } finally {
      lock.unlock();
    }
  }
}
