package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.Record;
import ai.trainy.pluto.journal.RecordType;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the metrics of one run that were acknowledged lately, and sends them again after a failure:
 * the server stores what it has acknowledged within seconds, and a restart drops what it has not
 * stored by then (the protocol, section 20a). It keeps one value for each run, metric and step, so
 * nothing is doubled by that, and nothing is counted. See decision 0036. Used by one thread.
 */
final class Resend implements Closeable {
  /** Twice as long as the server takes to store what it has acknowledged. */
  static final Duration KEPT = Duration.ofSeconds(10);

  /** Between the beginnings of two passes: what fails all the time must not send all twice. */
  private static final Duration BETWEEN_PASSES = KEPT;

  /** Once the run has ended, nobody waits for {@link #BETWEEN_PASSES}, nor for ever. */
  private static final int PASSES_AT_END = 3;

  private static final int MAX_BYTES = 4 << 20;
  private static final long GRAIN_NANOS = 1_000_000_000;

  private static final Outcome<Void> DONE = Outcome.accepted();

  private final JournalReader reader;
  private final BatchUpload batches;
  private final Retry retry;
  private final int maxPoints;
  private final Messages messages;

  /** What was acknowledged up to when, a second each. */
  private final Deque<Acknowledged> recent = new ArrayDeque<>();

  /** Before it, everything is stored. */
  private Position stored;

  /** Whether what lies behind {@link #stored} stays until it was sent again. */
  private boolean held;

  /** Whether it is held for what an earlier process, or an earlier time, may have missed. */
  private boolean past;

  // Of the pass that is under way; the reader is null if there is none.
  private @Nullable JournalReader again;
  private Position passEnd;
  private List<MetricRow> unsent = List.of();
  private boolean brokeAgain;

  /** When the last pass began; null if there was none. */
  private @Nullable Long passBegan;

  private int passesAtEnd;

  private static final class Acknowledged {
    Position end;
    final long second;

    Acknowledged(Position end, long second) {
      this.end = end;
      this.second = second;
    }
  }

  /**
   * @param reader what it has acknowledged and not stored was acknowledged by an earlier process,
   *     or at an earlier time: what happened since, nobody has seen, so that is sent again
   * @param maxPoints how many values a request carries
   */
  Resend(JournalReader reader, BatchUpload batches, Retry retry, int maxPoints, Messages messages) {
    this.reader = reader;
    this.batches = batches;
    this.retry = retry;
    this.maxPoints = maxPoints;
    this.messages = messages;
    this.stored = reader.stored();
    this.passEnd = reader.acknowledged();
    this.held = !stored.equals(reader.acknowledged());
    this.past = held;
    // What broke before that does not concern them.
    batches.whenRowsAreTaken(this::noteBreak);
  }

  /**
   * Notes that the server has said yes to everything before {@code position}.
   *
   * @throws IOException if the disk does not take the note; it may be tried again
   */
  void acknowledge(Position position) throws IOException {
    noteBreak();
    if (!held) {
      long now = retry.now();
      expire(now);
      add(position, now);
    }
    reader.acknowledge(position, stored);
  }

  private void noteBreak() {
    retry
        .takeBreak()
        .ifPresent(
            at -> {
              if (!held) {
                expire(at);
                held = !recent.isEmpty() || batches.areRowsTaken();
              }
              brokeAgain |= again != null;
            });
  }

  private void expire(long now) {
    while (!recent.isEmpty() && now - (recent.peek().second + 1) * GRAIN_NANOS > KEPT.toNanos()) {
      stored = recent.remove().end;
    }
  }

  private void add(Position position, long now) {
    long second = Math.floorDiv(now, GRAIN_NANOS);
    Acknowledged last = recent.peekLast();
    if (last != null && last.second == second) {
      last.end = position;
    } else {
      recent.add(new Acknowledged(position, second));
    }
  }

  /**
   * Whether something is to be sent again now. Not to be asked while some of a batch is sent and
   * the rest is not: its rows are not acknowledged yet.
   *
   * @param atEnd whether everything else is sent
   */
  boolean isDue(boolean atEnd) {
    noteBreak();
    if (again != null) {
      return true;
    }
    if (!held) {
      return false;
    }
    return atEnd
        ? passesAtEnd < PASSES_AT_END
        : passBegan == null || retry.now() - passBegan >= BETWEEN_PASSES.toNanos();
  }

  /**
   * Sends a request of it. Called again if this throws, it goes on where it was.
   *
   * @return accepted, unless the server will not have any more
   */
  Outcome<?> sendSome(boolean atEnd) throws InterruptedException {
    JournalReader pass = again;
    if (pass == null) {
      passesAtEnd += atEnd ? 1 : 0;
      passBegan = retry.now();
      passEnd = reader.acknowledged();
      pass = reader.unstored();
      again = pass;
      brokeAgain = false;
    }
    if (unsent.isEmpty()) {
      unsent = next(pass);
    }
    if (unsent.isEmpty()) {
      if (past) {
        notePast(pass);
        past = false;
      }
      endPass();
      return DONE;
    }
    Outcome<?> outcome = batches.sendAgain(unsent);
    if (outcome.isAccepted()) {
      unsent = List.of();
      if (past) {
        notePast(pass);
      }
    }
    return outcome;
  }

  /** Attempts that each come no further than here must not begin anew for ever. */
  private void notePast(JournalReader pass) {
    try {
      reader.noteSentAgain(pass.position());
    } catch (IOException e) {
      messages.log(CoreMessage.RESENT_NOT_NOTED, e);
    }
  }

  private List<MetricRow> next(JournalReader pass) {
    List<MetricRow> rows = new ArrayList<>();
    int points = 0;
    int bytes = 0;
    try {
      while (points < maxPoints && bytes < MAX_BYTES) {
        Record record = pass.next();
        if (record == null) {
          break;
        }
        if (record.type() == RecordType.METRICS) {
          MetricRow row = pass.metrics(record);
          rows.add(row);
          points += row.size();
          bytes += record.size();
        }
      }
    } catch (IOException e) {
      // The server has said yes to all of it, and has most probably stored it.
      messages.log(CoreMessage.RESEND_UNREADABLE, e);
    }
    return rows;
  }

  /** All of it was acknowledged just now, and that is how long it is kept from here on. */
  private void endPass() {
    noteBreak();
    close();
    held = brokeAgain;
    recent.clear();
    add(passEnd, retry.now());
  }

  /** Ends a pass that is under way, if any. What was to be sent again stays so. */
  @Override
  public void close() {
    if (again != null) {
      try {
        again.close();
      } catch (IOException e) {
        messages.log(CoreMessage.JOURNAL_NOT_CLOSED, e);
      }
      again = null;
      unsent = List.of();
    }
  }
}
