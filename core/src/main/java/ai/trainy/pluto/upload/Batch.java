package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.Record;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stretch of the journal that is sent together: rows in order, and config put together. */
final class Batch {
  /** Keeps a request modest in bytes whatever its rows look like. */
  private static final int MAX_BYTES = 4 << 20;

  private final List<MetricRow> rows = new ArrayList<>();
  private final Map<String, Object> config = new LinkedHashMap<>();
  private long configValues;
  private Integer exitCode;
  private Position end;

  private Batch() {}

  /**
   * Reads what is there, up to a limit.
   *
   * @param maxPoints with how many values it is full; the row that fills it may go beyond
   */
  static Batch read(JournalReader reader, int maxPoints) throws IOException {
    Batch batch = new Batch();
    int points = 0;
    int bytes = 0;
    while (points < maxPoints && bytes < MAX_BYTES && batch.exitCode == null) {
      Record record = reader.next();
      if (record == null) {
        break;
      }
      bytes += record.size();
      points += batch.add(record);
    }
    batch.end = reader.position();
    return batch;
  }

  private int add(Record record) {
    switch (record.type()) {
      case METRICS:
        MetricRow row = record.metrics();
        rows.add(row);
        return row.size();
      case CONFIG:
        Map<String, Object> values = record.config();
        configValues += values.size();
        merge(config, values);
        return values.size();
      case FINISH:
        exitCode = record.exitCode();
        return 0;
      default:
        throw new IllegalStateException("a " + record.type() + " record in a segment");
    }
  }

  /** As the server does it: objects key by key, everything else is replaced. */
  @SuppressWarnings("unchecked") // nested maps were written with text keys
  private static void merge(Map<String, Object> into, Map<String, Object> more) {
    more.forEach(
        (key, value) -> {
          Object old = into.get(key);
          if (old instanceof Map && value instanceof Map) {
            merge((Map<String, Object>) old, (Map<String, Object>) value);
          } else {
            into.put(key, value);
          }
        });
  }

  boolean isEmpty() {
    return rows.isEmpty() && config.isEmpty() && exitCode == null;
  }

  List<MetricRow> rows() {
    return rows;
  }

  Map<String, Object> config() {
    return config;
  }

  /** How many values were logged to make {@link #config}. */
  long configValues() {
    return configValues;
  }

  /** Whether the run's end is in it. */
  boolean isLast() {
    return exitCode != null;
  }

  /** The exit code the run ended with; only for the last batch. */
  int exitCode() {
    return exitCode;
  }

  /** The place in the journal behind it. */
  Position end() {
    return end;
  }
}
