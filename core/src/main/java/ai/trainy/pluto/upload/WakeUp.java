package ai.trainy.pluto.upload;

import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Lane;
import ai.trainy.pluto.threads.Machine;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Lets the uploader wait until the run ends: asleep, or in a {@link Lane} by ending its turn. Not
 * final, so that tests need not wait.
 */
class WakeUp {
  private final Machine machine;
  private final Lock lock;
  private final Condition raised;
  private boolean up;
  private boolean seen;

  /** Null for one that sleeps. */
  private @Nullable Lane lane;

  private Runnable wake = () -> {};

  WakeUp() {
    this(new DaemonThreads());
  }

  WakeUp(Machine machine) {
    this.machine = machine;
    this.lock = machine.newLock();
    this.raised = lock.newCondition();
  }

  /** Where it waits. */
  Machine machine() {
    return machine;
  }

  /** Returns one for another thread. */
  WakeUp another() {
    return new WakeUp(machine);
  }

  /** From now on its user takes turns. */
  void takeTurns(Lane among) {
    lock.lock();
    try {
      lane = among;
    } finally {
      lock.unlock();
    }
  }

  /** Has {@link #raise} wake a task that waits for its turn. */
  void wakes(Lane.Place place) {
    lock.lock();
    try {
      wake = place::wake;
      if (up && !seen) {
        place.wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the wait that is going on, or the next one. */
  void raise() {
    Runnable woken;
    lock.lock();
    try {
      up = true;
      seen = false;
      raised.signalAll();
      woken = wake;
    } finally {
      lock.unlock();
    }
    woken.run();
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

  /** A turn begins: the wait before it has ended. */
  void turnBegins() {
    lock.lock();
    try {
      seen = up;
    } finally {
      lock.unlock();
    }
  }

  /** Whether waiting is ending the turn. */
  boolean isInTurns() {
    lock.lock();
    try {
      return lane != null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits, but not when raised since the last wait. What was begun and not acknowledged is begun
   * again after it.
   *
   * @throws TurnEndedException where turns are taken
   */
  void await(Duration atMost) throws InterruptedException {
    if (!isInTurns()) {
      sleep(atMost);
      return;
    }
    lock.lock();
    try {
      if (up && !seen) {
        seen = true;
        return;
      }
    } finally {
      lock.unlock();
    }
    throw new TurnEndedException(shortened(atMost));
  }

  /** Lets others have their turn. */
  void yieldTurn() throws TurnEndedException {
    if (isInTurns()) {
      throw new TurnEndedException(Duration.ZERO);
    }
  }

  /** How long a pause really is. */
  Duration shortened(Duration pause) {
    return pause;
  }

  /** Sleeps in the middle of something, but not when raised since the last wait. */
  void sleep(Duration atMost) throws InterruptedException {
    Lane among;
    lock.lock();
    try {
      among = lane;
    } finally {
      lock.unlock();
    }
    if (among == null) {
      sleepHere(atMost);
    } else {
      among.pause(() -> sleepHere(atMost));
    }
  }

  private void sleepHere(Duration atMost) throws InterruptedException {
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
