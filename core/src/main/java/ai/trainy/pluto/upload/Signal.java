package ai.trainy.pluto.upload;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets the uploader sleep until the run ends. Not final, so that tests need not wait. */
class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private boolean up;
  private boolean seen;

  /** Returns one for another thread. */
  Signal another() {
    return new Signal();
  }

  /** Ends the sleep that is going on, or the next one. */
  void raise() {
    lock.lock();
    try {
      up = true;
      seen = false;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it was raised ever. */
  boolean isUp() {
    lock.lock();
    try {
      return up;
    } finally {
      lock.unlock();
    }
  }

  /** Sleeps, but not when raised since the last sleep. */
  void sleep(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (left > 0 && (!up || seen)) {
        left = raised.awaitNanos(left);
      }
      seen = up;
    } finally {
      lock.unlock();
    }
  }
}
