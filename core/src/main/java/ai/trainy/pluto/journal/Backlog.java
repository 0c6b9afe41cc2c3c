package ai.trainy.pluto.journal;

import ai.trainy.pluto.threads.Machine;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way to the thread that writes them, where the disk may not answer: a bounded
 * queue, open only while something is in it. While it is open every record goes through it, so that
 * order is kept. Safe for use by several threads.
 */
final class Backlog {
  /** One record that is not yet sealed: it gets its number when it is written. */
  static final class Entry {
    final RecordType type;
    final RecordBuffer buffer;
    final int values;
    final long limit;
    final boolean last;

    // Guarded by the backlog's lock.
    private boolean awaited = true;

    /** Whether it is written, or failed. */
    private boolean done;

    private @Nullable IOException failure;

    Entry(RecordType type, RecordBuffer buffer, int values, long limit) {
      this(type, buffer, values, limit, false);
    }

    /**
     * @param last whether the journal takes nothing after it
     */
    Entry(RecordType type, RecordBuffer buffer, int values, long limit, boolean last) {
      this.type = type;
      this.buffer = buffer;
      this.values = values;
      this.limit = limit;
      this.last = last;
    }

    /** What a {@link RecordType#FINISH} record says. */
    RunEnd runEnd() {
      int payload = buffer.length() - Frame.HEADER_BYTES;
      return new Record(type, 0, buffer.array(), Frame.HEADER_BYTES, payload).runEnd();
    }
  }

  /** What {@link #add} did. */
  enum Taken {
    YES,
    FULL,
    /** Nothing is taken any more, see {@link #seal}. */
    SEALED
  }

  /**
   * Waiting is done in so many parts, in each of which nothing was written: a long line is not a
   * slow disk, nor is a machine that has no time for this process.
   */
  private static final int PARTS = 8;

  private final int maxBytes;
  private final Supplier<DiskHealth> health;
  private final Lock lock;

  /** Something was written, or is no longer waited for. */
  private final Condition changed;

  private final Queue<Entry> entries = new ArrayDeque<>();
  private int bytes;
  private long removed;
  private Runnable woken = () -> {};
  private boolean stuck;
  private boolean sealed;
  private volatile boolean open;

  Backlog(int maxBytes, Supplier<DiskHealth> health, Machine machine) {
    this.maxBytes = maxBytes;
    this.health = health;
    this.lock = machine.newLock();
    this.changed = lock.newCondition();
  }

  boolean isOpen() {
    return open;
  }

  /**
   * Takes a record, and is open from then on. Where there is no room, waits for it a while: a disk
   * that is merely slow makes some. Once that was in vain, or if the disk hangs, nobody waits until
   * it has caught up. The end of a run is taken in any case: there are one or two of them.
   *
   * @param patienceNanos how long to wait for room
   */
  Taken add(Entry entry, long patienceNanos) {
    lock.lock();
    try {
      if (entry.type != RecordType.FINISH && !awaitRoom(entry, patienceNanos)) {
        stuck = true;
        return Taken.FULL;
      }
      if (sealed) {
        return Taken.SEALED;
      }
      open = true;
      entries.add(entry);
      bytes += entry.buffer.length();
    } finally {
      lock.unlock();
    }
    wake();
    return Taken.YES;
  }

  /**
   * To be called once for each record that was added: waits until it is written, but not for a disk
   * that is known to be slow.
   *
   * @param patienceNanos how long one write may take
   * @return false if it is not: it is written later
   * @throws IOException why it could not be written
   */
  boolean awaitWritten(Entry entry, long patienceNanos) throws IOException {
    lock.lock();
    try {
      boolean inTime = await(() -> entry.done || health.get().isSlow(), patienceNanos);
      entry.awaited = false;
      if (entry.failure != null) {
        throw entry.failure;
      }
      if (!inTime) {
        changed.signalAll();
      }
      return entry.done;
    } finally {
      lock.unlock();
    }
  }

  /**
   * With the lock held; false if nothing was written for so long: since a write that took longer
   * than it may, all counts. Not ended by an interrupt.
   */
  private boolean await(BooleanSupplier state, long patienceNanos) {
    boolean interrupted = false;
    long part = patienceNanos / PARTS;
    long left = part;
    int parts = 0;
    long seen = removed;
    int slowBefore = health.get().slowWritesSoFar();
    while (!state.getAsBoolean() && parts < PARTS) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (removed != seen && health.get().slowWritesSoFar() == slowBefore) {
        seen = removed;
        parts = 0;
        left = part;
      } else if (left <= 0) {
        parts++;
        left = part;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return state.getAsBoolean();
  }

  private boolean awaitRoom(Entry entry, long patienceNanos) {
    return await(() -> hasRoom(entry) || stuck || health.get().isHanging(), patienceNanos)
        && hasRoom(entry);
  }

  private boolean hasRoom(Entry entry) {
    return !open || bytes + entry.buffer.length() <= maxBytes;
  }

  /** The oldest record, which stays until {@link #remove}; null if there is none. */
  Entry peek() {
    lock.lock();
    try {
      return entries.peek();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The oldest record is dealt with; after the last one it is closed.
   *
   * @param failure why it could not be written; null if it is
   * @return whether somebody waits to be told
   */
  boolean remove(@Nullable IOException failure) {
    lock.lock();
    try {
      Entry entry = entries.remove();
      bytes -= entry.buffer.length();
      removed++;
      open = !entries.isEmpty();
      stuck &= open;
      entry.done = true;
      entry.failure = failure;
      changed.signalAll();
      return entry.awaited;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing any more, if nothing waits. */
  boolean seal() {
    lock.lock();
    try {
      sealed |= !open;
      return sealed;
    } finally {
      lock.unlock();
    }
  }

  /** Sets what to wake when something waits here. */
  void wakes(Runnable writer) {
    lock.lock();
    try {
      woken = writer;
    } finally {
      lock.unlock();
    }
    wake();
  }

  /** Wakes the writer of what waits here. */
  void wake() {
    Runnable writer;
    lock.lock();
    try {
      writer = woken;
    } finally {
      lock.unlock();
    }
    writer.run();
  }
}
