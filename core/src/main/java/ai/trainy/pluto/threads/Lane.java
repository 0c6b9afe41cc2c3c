package ai.trainy.pluto.threads;

import java.time.Duration;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does any number of tasks on a few threads. A task is done in turns: the one that has waited
 * longest is next, so that one with much to do does not hold back the others. A thread is started
 * when it is needed and ends when it is not. Safe for use by several threads.
 */
public final class Lane {
  /** The pause of a task that waits for {@link Place#wake}. */
  public static final Duration UNTIL_WOKEN = Duration.ofDays(10_000);

  /** So many threads more are started in place of those that pause in the middle of a turn. */
  private static final int PAUSING = 8;

  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Of a task that is due later than that, somebody will know before. */
  private static final long LONG_NANOS = TimeUnit.DAYS.toNanos(1);

  private final String name;
  private final int most;
  private final Machine machine;
  private final Lock lock;
  private final Condition changed;

  // Guarded by lock.
  private final PriorityQueue<Place> waiting =
      // Not by a comparator of the JDK's: at a program's start it takes longer to make one.
      new PriorityQueue<>(Place::compare);
  private int tasks;
  private int threads;
  private int idle;
  private int pausing;
  private long numbers;
  private boolean noMoreThreads;

  /** What is to be done, a turn at a time; never by two threads at once. */
  public interface Task {
    /**
     * Does some of it.
     *
     * @return how long to wait until the next turn; null if there is none
     */
    @Nullable Duration turn() throws Exception;
  }

  /** A pause in the middle of a turn. */
  public interface Pause {
    void run() throws InterruptedException;
  }

  /**
   * @param most how many threads there are at most, those that pause in the middle of a turn aside
   */
  public Lane(String name, int most, Machine machine) {
    this.name = name;
    this.most = most;
    this.machine = machine;
    this.lock = machine.newLock();
    this.changed = lock.newCondition();
  }

  /**
   * Adds a task, whose first turn is at once.
   *
   * @param failed told what a turn throws, which is then the last; or with {@link
   *     NoThreadException} why no thread can be started
   * @return its place; empty if no thread can be started: then it is not done
   */
  public Optional<Place> add(Task task, Consumer<Throwable> failed) {
    lock.lock();
    try {
      Place place = new Place(task, failed);
      tasks++;
      queue(place, Duration.ZERO);
      if (threads > 0) {
        haveThread();
      } else if (!startThread(failed)) {
        waiting.remove(place);
        tasks--;
        return Optional.empty();
      }
      return Optional.of(place);
    } finally {
      lock.unlock();
    }
  }

  /** Pauses in the middle of a turn. Another thread goes on with the other tasks meanwhile. */
  public void pause(Pause pause) throws InterruptedException {
    count(1);
    try {
      pause.run();
    } finally {
      count(-1);
    }
  }

  private void count(int more) {
    lock.lock();
    try {
      pausing += more;
      haveThread();
    } finally {
      lock.unlock();
    }
  }

  /** How many threads there are now. */
  int threads() {
    lock.lock();
    try {
      return threads;
    } finally {
      lock.unlock();
    }
  }

  private void queue(Place place, Duration pause) {
    place.number = ++numbers;
    place.due = machine.nanoTime() + pause.toNanos();
    waiting.add(place);
  }

  /**
   * With the lock held, and something to do, now or later: sees to it that a thread looks, or
   * watches the time, if those there are busy.
   */
  private void haveThread() {
    Place next = waiting.peek();
    if (idle > 0 || next == null || next.due - machine.nanoTime() > LONG_NANOS) {
      changed.signal();
    } else if (threads > 0 && threads < most + Math.min(pausing, PAUSING) && !noMoreThreads) {
      // Each attempt in vain is a line of the JVM's own: one is enough.
      noMoreThreads = !startThread(noMore -> {});
    }
  }

  private boolean startThread(Consumer<Throwable> failed) {
    threads++;
    boolean started = machine.start(name, this::work, failed);
    if (!started) {
      threads--;
    }
    return started;
  }

  private void work() throws InterruptedException {
    lock.lock();
    try {
      long idleSince = machine.nanoTime();
      while (true) {
        long now = machine.nanoTime();
        Place next = waiting.peek();
        if (next != null && next.due - now <= 0) {
          waiting.remove();
          haveThread();
          take(next);
          idleSince = machine.nanoTime();
          continue;
        }
        if ((tasks == 0 || idle > 0) && now - idleSince >= LINGER_NANOS) {
          // Whoever stays may know of nothing, and wait for longer.
          changed.signal();
          return;
        }
        long atMost = next == null ? Long.MAX_VALUE : next.due - now;
        idle++;
        try {
          changed.awaitNanos(tasks == 0 || idle > 1 ? Math.min(atMost, LINGER_NANOS) : atMost);
        } finally {
          idle--;
        }
      }
    } finally {
      threads--;
      lock.unlock();
    }
  }

  /** With the lock held, but not during the turn. */
  private void take(Place place) {
    place.running = true;
    place.again = false;
    lock.unlock();
    Duration pause = null;
    try {
      pause = place.task.turn();
    } catch (Throwable e) {
      fail(place, e);
    } finally {
      lock.lock();
    }
    place.running = false;
    if (pause == null) {
      place.over = true;
      tasks--;
      if (tasks == 0) {
        changed.signalAll();
      }
    } else {
      queue(place, place.again ? Duration.ZERO : pause);
    }
  }

  private static void fail(Place place, Throwable e) {
    try {
      place.failed.accept(e);
    } catch (Throwable nobodyIsTold) {
      // The other tasks go on.
    }
  }

  /** A task among the others. */
  public final class Place {
    private final Task task;
    private final Consumer<Throwable> failed;

    // Guarded by lock.
    private long due;
    private long number;
    private boolean running;
    private boolean again;
    private boolean over;

    private Place(Task task, Consumer<Throwable> failed) {
      this.task = task;
      this.failed = failed;
    }

    /** Which comes first. */
    private int compare(Place other) {
      int byTime = Long.compare(due, other.due);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }

    /** Has a turn begin at once; if one is under way, another one after it. */
    public void wake() {
      lock.lock();
      try {
        if (running) {
          again = true;
        } else if (!over && due - machine.nanoTime() > 0) {
          waiting.remove(this);
          queue(this, Duration.ZERO);
          haveThread();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
