package ai.trainy.pluto.testing;

import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A machine whose time passes only when all its threads wait, and on which one thread runs at any
 * time: chance, by a seed, says which, whenever one waits or asks for it. It can be switched off at
 * any such moment.
 */
public final class SimulatedMachine implements Machine {
  /** How the names of the program's threads begin. */
  public static final String PROGRAM = "program";

  private static final long FOREVER = Long.MAX_VALUE;
  private static final long LONGEST_HANG = TimeUnit.MINUTES.toNanos(1);

  /** A disk that hangs for so long must be known to hang. */
  private static final long SEEN_BY = TimeUnit.MILLISECONDS.toNanos(20);

  private static final ExecutorService POOL =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "simulated");
            thread.setDaemon(true);
            return thread;
          });

  private final Random random;
  private final List<Actor> actors = new ArrayList<>();
  private final Semaphore stopped = new Semaphore(0);
  private final Semaphore gone = new Semaphore(0);
  private Actor current;
  private long now;
  private long steps;
  private long lastStep = FOREVER;
  private int mostThreads;
  private boolean off;
  private String failure;
  private boolean diskMayHang;
  private long hangsSince;
  private long hangsUntil;

  /** What a thread sees of the moment in which its machine is switched off. */
  private static final class Off extends Error {
    private static final long serialVersionUID = 1;

    Off() {
      super("the machine is off", null, false, false);
    }
  }

  private static final class Actor {
    final String name;
    final Semaphore baton = new Semaphore(0);
    long due;
    boolean caught;

    Actor(String name) {
      this.name = name;
    }
  }

  /**
   * @param now its time at first, ns
   */
  public SimulatedMachine(Random random, long now) {
    this.random = random;
    this.now = now;
  }

  /** Has it switched off after so many steps. */
  public void endAfter(long count) {
    lastStep = count;
  }

  /**
   * Runs a program until it returns, and then ends whatever else runs.
   *
   * @param whenOff sees the world as the machine leaves it that is switched off, before any thread
   *     is unwound
   * @return whether it returned; false if the machine was switched off before
   * @throws AssertionError if something was found to be wrong
   */
  public boolean run(DaemonThreads.Task program, Runnable whenOff) {
    boolean[] whole = {false};
    start(
        "main",
        () -> {
          program.run();
          whole[0] = true;
          stop();
        },
        e -> fail("the program failed: " + e));
    current = actors.get(0);
    current.baton.release();
    await(stopped);
    if (!whole[0]) {
      whenOff.run();
    }
    off = true;
    for (Actor actor : List.copyOf(actors)) {
      current = actor;
      actor.baton.release();
      await(gone);
    }
    if (failure != null) {
      throw new AssertionError(failure);
    }
    return whole[0];
  }

  private static void await(Semaphore semaphore) {
    try {
      if (!semaphore.tryAcquire(2, TimeUnit.MINUTES)) {
        throw new AssertionError("a thread waits for something that is not simulated");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Something is wrong. Nothing goes on after that. */
  public void fail(String what) {
    if (failure == null && !off) {
      failure = what;
    }
  }

  public long steps() {
    return steps;
  }

  /** What runs now, or waits. */
  public List<String> threads() {
    return actors.stream().map(actor -> actor.name).collect(Collectors.toList());
  }

  /** The most threads that there were at a time. */
  public int mostThreads() {
    return mostThreads;
  }

  /** Has the disk hang at times, for up to a minute, from a write on that is not the program's. */
  public void diskMayHang() {
    diskMayHang = true;
  }

  /** Whether the disk may hang. */
  public boolean hangs() {
    return diskMayHang;
  }

  /**
   * Whether the program's thread that asks was in a write when the disk began to hang, or just
   * after it, since it last asked.
   */
  public boolean wasCaught() {
    boolean was = current.caught;
    current.caught = false;
    return was;
  }

  @Override
  public void awaitDisk() {
    boolean program = current.name.startsWith(PROGRAM);
    if (diskMayHang && !program && now >= hangsUntil && random.nextInt(10) == 0) {
      hangsSince = now;
      hangsUntil = now + 1 + (random.nextLong() >>> 1) % LONGEST_HANG;
    }
    if (now < hangsUntil && program) {
      current.caught = true;
      if (now - hangsSince > SEEN_BY) {
        fail("a thread of the program has touched a disk that hangs");
      }
    }
    while (now < hangsUntil) {
      waitUntil(hangsUntil);
    }
  }

  /** Lets others run, or not. */
  public void yieldNow() {
    sleep(Duration.ZERO);
  }

  public void sleep(Duration time) {
    waitUntil(now + time.toNanos());
  }

  private void waitUntil(long due) {
    Actor me = current;
    me.due = due;
    next(me);
    me.baton.acquireUninterruptibly();
    if (off) {
      throw new Off();
    }
  }

  /** Hands the baton to the next one. */
  private void next(Actor me) {
    if (off) {
      me.baton.release();
      return;
    }
    if (++steps >= lastStep || failure != null) {
      stopped.release();
      return;
    }
    long first = FOREVER;
    int ready = 0;
    for (Actor actor : actors) {
      first = Math.min(first, actor.due);
    }
    if (first == FOREVER) {
      fail("all wait for ever: " + threads());
      stopped.release();
      return;
    }
    now = Math.max(now, first);
    Actor chosen = null;
    for (Actor actor : actors) {
      if (actor.due <= now && random.nextInt(++ready) == 0) {
        chosen = actor;
      }
    }
    current = chosen;
    chosen.baton.release();
  }

  private void stop() {
    stopped.release();
    current.baton.acquireUninterruptibly();
    throw new Off();
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public long currentTimeMillis() {
    return 1_700_000_000_000L + now / 1_000_000;
  }

  @Override
  public Random newRandom() {
    return new Random(random.nextLong());
  }

  @Override
  public boolean start(String name, DaemonThreads.Task task, Consumer<Throwable> failed) {
    if (off) {
      throw new Off();
    }
    Actor actor = new Actor(name);
    actor.due = now;
    actors.add(actor);
    mostThreads = Math.max(mostThreads, actors.size());
    POOL.execute(
        () -> {
          actor.baton.acquireUninterruptibly();
          try {
            if (!off) {
              task.run();
            }
          } catch (Off end) {
            // Like all others.
          } catch (Throwable e) {
            failed.accept(e);
          }
          actors.remove(actor);
          if (off) {
            gone.release();
          } else {
            next(actor);
          }
        });
    return true;
  }

  @Override
  public void atExit(String name, Runnable task) {
    // It is switched off, or killed.
  }

  @Override
  public Lock newLock() {
    return new SimulatedLock();
  }

  private final class SimulatedLock implements Lock {
    private final List<Actor> waiting = new ArrayList<>();
    private Actor owner;
    private int holds;

    @Override
    public void lock() {
      if (off) {
        throw new Off();
      }
      Actor me = current;
      while (owner != null && owner != me) {
        waiting.add(me);
        waitUntil(FOREVER);
      }
      owner = me;
      holds++;
    }

    @Override
    public void unlock() {
      if (owner == current && --holds == 0) {
        release();
      }
    }

    private void release() {
      owner = null;
      holds = 0;
      waiting.forEach(actor -> actor.due = now);
      waiting.clear();
    }

    @Override
    public Condition newCondition() {
      return new SimulatedCondition(this);
    }

    @Override
    public void lockInterruptibly() {
      lock();
    }

    @Override
    public boolean tryLock() {
      return tryLock(0, TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) {
      if (off) {
        throw new Off();
      }
      Actor me = current;
      long due = now + unit.toNanos(time);
      while (owner != null && owner != me) {
        if (now >= due) {
          return false;
        }
        waiting.add(me);
        waitUntil(due);
        waiting.remove(me);
      }
      owner = me;
      holds++;
      return true;
    }
  }

  private final class SimulatedCondition implements Condition {
    private final SimulatedLock lock;
    private final List<Actor> waiting = new ArrayList<>();

    SimulatedCondition(SimulatedLock lock) {
      this.lock = lock;
    }

    @Override
    public long awaitNanos(long nanos) {
      Actor me = current;
      int holds = lock.holds;
      long due = nanos > FOREVER / 4 ? FOREVER : now + Math.max(nanos, 0);
      waiting.add(me);
      lock.release();
      waitUntil(due);
      waiting.remove(me);
      lock.lock();
      lock.holds = holds;
      return due - now;
    }

    @Override
    public void await() {
      awaitNanos(FOREVER);
    }

    @Override
    public boolean await(long time, TimeUnit unit) {
      return awaitNanos(unit.toNanos(time)) > 0;
    }

    @Override
    public void awaitUninterruptibly() {
      await();
    }

    @Override
    public boolean awaitUntil(Date deadline) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void signal() {
      if (!waiting.isEmpty()) {
        waiting.remove(random.nextInt(waiting.size())).due = now;
      }
    }

    @Override
    public void signalAll() {
      waiting.forEach(actor -> actor.due = now);
      waiting.clear();
    }
  }
}
