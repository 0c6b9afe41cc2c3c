package ai.trainy.pluto.journal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Records that wait in memory because the disk is slow: a bounded queue, open only while it is
 * needed. While it is open every record goes through it, so that order is kept. Safe for use by
 * several threads.
 */
final class Backlog {
  /** One record that is not yet sealed: it gets its number when it is written. */
  static final class Entry {
    final RecordType type;
    final RecordBuffer buffer;
    final int values;
    final long limit;
    final boolean last;

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
    /** The backlog has just been closed: the record goes to the disk directly. */
    CLOSED,
    FULL
  }

  private final int maxBytes;
  private final Queue<Entry> entries = new ArrayDeque<>();
  private int bytes;
  private Runnable woken = () -> {};
  private boolean stuck;
  private volatile boolean open;

  Backlog(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  boolean isOpen() {
    return open;
  }

  synchronized void open() {
    open = true;
    notifyAll();
  }

  /**
   * Takes a record. Where there is no room, waits for it a while: a disk that is merely slow makes
   * some. Once that was in vain nobody waits again until the disk has caught up. The end of a run
   * is taken in any case: there are one or two of them.
   *
   * @param patienceNanos how long to wait for room
   */
  Taken add(Entry entry, long patienceNanos) {
    Taken taken = addHere(entry, patienceNanos);
    if (taken == Taken.YES) {
      wake();
    }
    return taken;
  }

  private synchronized Taken addHere(Entry entry, long patienceNanos) {
    boolean room = entry.type == RecordType.FINISH || awaitRoom(entry, patienceNanos);
    if (!open) {
      return Taken.CLOSED;
    }
    if (!room) {
      stuck = true;
      return Taken.FULL;
    }
    entries.add(entry);
    bytes += entry.buffer.length();
    notifyAll();
    return Taken.YES;
  }

  /** The oldest record, which stays until {@link #remove}; null if there is none. */
  synchronized Entry peek() {
    return entries.peek();
  }

  synchronized void remove() {
    bytes -= entries.remove().buffer.length();
    notifyAll();
  }

  /** Closes it if nothing waits in it. */
  synchronized void closeIfEmpty() {
    open = !entries.isEmpty();
    stuck &= open;
    notifyAll();
  }

  private boolean awaitRoom(Entry entry, long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    boolean interrupted = false;
    while (open && !hasRoom(entry) && !stuck && System.nanoTime() < deadline) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return hasRoom(entry);
  }

  private boolean hasRoom(Entry entry) {
    return bytes + entry.buffer.length() <= maxBytes;
  }

  /** Has whoever writes what waits here woken when something does. */
  synchronized void wakes(Runnable writer) {
    woken = writer;
    wake();
  }

  /** Wakes whoever writes what waits here. */
  void wake() {
    Runnable writer;
    synchronized (this) {
      writer = woken;
    }
    writer.run();
  }
}
