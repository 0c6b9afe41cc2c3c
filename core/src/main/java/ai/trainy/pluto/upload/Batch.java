package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.journal.DeferredRecords;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.Record;
import ai.trainy.pluto.journal.RecordType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the journal that is sent together: rows in order, config put together, the last
 * tags. An alert ends it, since nothing that was acknowledged with it may be sent again for its
 * sake.
 */
final class Batch {
  /** Keeps a request modest in bytes whatever its rows look like. */
  private static final int MAX_BYTES = 4 << 20;

  private final List<MetricRow> rows = new ArrayList<>();
  private final List<ConfigUpdate> configs = new ArrayList<>();
  private final List<PlacedRow> data = new ArrayList<>();
  private @Nullable List<String> tags;
  private Position behindTags;
  private @Nullable Alert alert;
  private Position beforeAlert;
  private Position end;

  private Batch(Position start) {
    this.behindTags = start;
    this.beforeAlert = start;
    this.end = start;
  }

  /**
   * Reads what is there and not deferred already, up to a limit.
   *
   * @param maxPoints with how many values it is full; the row that fills it may go beyond
   */
  static Batch read(JournalReader reader, DeferredRecords deferred, int maxPoints)
      throws IOException {
    return read(reader, deferred, maxPoints, Optional.empty());
  }

  /**
   * The same, but nothing behind a place.
   *
   * @param upTo where a batch ended that was read before
   */
  static Batch read(
      JournalReader reader, DeferredRecords deferred, int maxPoints, Optional<Position> upTo)
      throws IOException {
    Batch batch = new Batch(reader.position());
    int points = 0;
    int bytes = 0;
    while (points < maxPoints
        && bytes < MAX_BYTES
        && batch.alert == null
        && (upTo.isEmpty() || reader.position().compareTo(upTo.get()) < 0)) {
      Record record = reader.next();
      if (record == null) {
        break;
      }
      if (record.type() == RecordType.FINISH) {
        // Not part of it: an end with nothing behind it is not passed over before it is reported.
        continue;
      }
      if (!deferred.holds(record.type(), reader.position())) {
        bytes += record.size();
        points += batch.add(record, reader);
      }
      batch.beforeAlert = batch.alert == null ? reader.position() : batch.end;
      batch.end = reader.position();
    }
    return batch;
  }

  private int add(Record record, JournalReader reader) {
    switch (record.type()) {
      case METRICS:
        MetricRow row = reader.metrics(record);
        rows.add(row);
        return row.size();
      case CONFIG:
        return addConfig(record.config(), reader.position());
      case DATA:
        data.add(new PlacedRow(record.data(), record.size(), reader.position()));
        return 1;
      case CONSOLE:
        ConsoleLines lines = record.console();
        data.add(new PlacedRow(lines, record.size(), reader.position()));
        return lines.lines().size();
      case TAGS:
        tags = record.tags();
        behindTags = reader.position();
        return 1;
      case ALERT:
        alert = record.alert();
        return 1;
      default:
        throw new IllegalStateException("a " + record.type() + " record in a segment");
    }
  }

  private int addConfig(Map<String, Object> values, Position behind) {
    if (configs.isEmpty() || !configs.get(configs.size() - 1).add(values, behind)) {
      ConfigUpdate next = new ConfigUpdate();
      next.add(values, behind);
      configs.add(next);
    }
    return values.size();
  }

  boolean isEmpty() {
    return rows.isEmpty() && configs.isEmpty() && data.isEmpty() && tags == null && alert == null;
  }

  List<MetricRow> rows() {
    return rows;
  }

  /** To be sent in this order. */
  List<ConfigUpdate> configs() {
    return configs;
  }

  /** Histograms, tables and console output, which the server keeps as often as they are sent. */
  List<PlacedRow> data() {
    return data;
  }

  /** The tags that the run has at the end of it; empty if they did not change. */
  Optional<List<String>> tags() {
    return Optional.ofNullable(tags);
  }

  /** The place in the journal behind {@link #tags}. */
  Position behindTags() {
    return behindTags;
  }

  /** What it ends with, to be mailed after everything else is acknowledged. */
  Optional<Alert> alert() {
    return Optional.ofNullable(alert);
  }

  /** The place in the journal behind everything but the alert. */
  Position beforeAlert() {
    return beforeAlert;
  }

  /** The place in the journal behind it. */
  Position end() {
    return end;
  }
}
