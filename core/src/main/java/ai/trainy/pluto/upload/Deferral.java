package ai.trainy.pluto.upload;

import ai.trainy.pluto.journal.DeferredRecords;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.RecordType;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What of a run goes up beside its metrics, and not before those that follow: what fails while
 * others are accepted, and what takes long. The journal's side of it, and what both sides know of
 * the server; {@link DeferredUpload} is the other side. Safe for use by two threads.
 */
final class Deferral {
  /** A slow line takes minutes for as much. */
  private static final int LARGE_BYTES = 1 << 20;

  private static final Duration QUICK = Duration.ofSeconds(5);

  /** After the disk did not take something. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final DeferredRecords records;
  private final long limitBytes;
  private final Runnable wake;
  private final Messages messages;
  private final LongSupplier clock;
  private final AtomicLong accepted = new AtomicLong();
  private final ConsoleNumbers console = new ConsoleNumbers();

  /** Whether data goes beside without being tried in its turn. */
  private volatile boolean direct;

  private long failedAt;
  private boolean failed;

  /**
   * @param limitBytes how much disk data may take here
   * @param wake called when something may be uploaded
   * @param clock ns that pass, from any start
   */
  Deferral(
      DeferredRecords records,
      long limitBytes,
      Runnable wake,
      Messages messages,
      LongSupplier clock) {
    this.records = records;
    this.limitBytes = limitBytes;
    this.wake = wake;
    this.messages = messages;
    this.clock = clock;
  }

  /** How lines of the console are numbered, on both sides. */
  ConsoleNumbers console() {
    return console;
  }

  /** Whether something of that type waits, which must not be overtaken. */
  boolean holds(RecordType type) {
    try {
      return records.holds(type);
    } catch (IOException e) {
      messages.log(CoreMessage.DEFERRED_UNREADABLE, e);
      return false;
    }
  }

  /** Whether data can be deferred now. */
  boolean hasRoom() {
    try {
      return !(failed && clock.getAsLong() - failedAt < PAUSE.toNanos())
          && records.bytes() < limitBytes;
    } catch (IOException e) {
      messages.log(CoreMessage.DEFERRED_UNREADABLE, e);
      return false;
    }
  }

  /**
   * Defers records.
   *
   * @param first the place behind the first of them
   * @param last the place behind the last
   * @return false if the disk does not take them
   */
  boolean defer(RecordType type, List<?> values, Position first, Position last) {
    try {
      records.defer(type, values, first, last);
      failed = false;
      return true;
    } catch (IOException e) {
      failed = true;
      failedAt = clock.getAsLong();
      messages.log(CoreMessage.NOT_DEFERRED, e);
      return false;
    }
  }

  /**
   * Defers rows of one type that fail alone; until some are accepted, others need not be tried
   * first.
   */
  boolean deferFailing(List<PlacedRow> rows) {
    direct = hasRoom() && defer(rows);
    return direct;
  }

  private boolean defer(List<PlacedRow> rows) {
    return defer(
        rows.get(0).type(),
        rows.stream().map(PlacedRow::row).collect(Collectors.toList()),
        rows.get(0).behind(),
        rows.get(rows.size() - 1).behind());
  }

  /** Tells whether another request is answered now. */
  interface Others {
    boolean work() throws InterruptedException;
  }

  /**
   * Defers those rows that are not to be tried in their turn.
   *
   * @param others asked before the first: what nobody answers is not deferred
   * @return the other rows
   */
  List<PlacedRow> deferSlow(List<PlacedRow> rows, Others others) throws InterruptedException {
    if (rows.isEmpty() || !(direct || rows.stream().anyMatch(Deferral::isLarge))) {
      return rows;
    }
    if (!hasRoom() || !others.work()) {
      return rows;
    }
    List<PlacedRow> left = new ArrayList<>();
    if (direct) {
      rows.stream().collect(Collectors.groupingBy(PlacedRow::type)).values().stream()
          .filter(alike -> !defer(alike))
          .forEach(left::addAll);
      left.sort(Comparator.comparing(PlacedRow::behind));
      return left;
    }
    for (PlacedRow row : rows) {
      if (!isLarge(row) || !hasRoom() || !defer(List.of(row))) {
        left.add(row);
      }
    }
    return left;
  }

  private static boolean isLarge(PlacedRow row) {
    return row.bytes() >= LARGE_BYTES;
  }

  /** Data was accepted, by whichever thread. */
  void dataAccepted(Duration took) {
    direct = took.compareTo(QUICK) >= 0;
    accepted.incrementAndGet();
  }

  /** How often data was accepted so far. */
  long dataAccepted() {
    return accepted.get();
  }

  /** The journal is acknowledged up to there. */
  void acknowledged(Position position) {
    records.release(position);
    wakeIfAnyWaits();
  }

  /** Nothing more of the journal is read. */
  void journalEnded() {
    records.releaseAll();
    wakeIfAnyWaits();
  }

  private void wakeIfAnyWaits() {
    try {
      if (!records.isEmpty()) {
        wake.run();
      }
    } catch (IOException e) {
      messages.log(CoreMessage.DEFERRED_UNREADABLE, e);
    }
  }
}
