package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.Record;
import ai.trainy.pluto.journal.RecordType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stretch of the journal that is sent together: rows in order, and config put together. */
final class Batch {
  /** Keeps a request modest in bytes whatever its rows look like. */
  private static final int MAX_BYTES = 4 << 20;

  private final List<MetricRow> rows = new ArrayList<>();
  private final List<Map<String, Object>> configs = new ArrayList<>();
  private final Map<Map<String, Object>, Long> configValues = new IdentityHashMap<>();
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
    batch.end = reader.position();
    while (points < maxPoints && bytes < MAX_BYTES) {
      Record record = reader.next();
      if (record == null || record.type() == RecordType.FINISH) {
        // The end is not passed over before it is reported.
        break;
      }
      bytes += record.size();
      points += batch.add(record);
      batch.end = reader.position();
    }
    return batch;
  }

  private int add(Record record) {
    switch (record.type()) {
      case METRICS:
        MetricRow row = record.metrics();
        rows.add(row);
        return row.size();
      case CONFIG:
        return addConfig(record.config());
      default:
        throw new IllegalStateException("a " + record.type() + " record in a segment");
    }
  }

  /** Puts config together where that makes no difference, so that many updates are few requests. */
  private int addConfig(Map<String, Object> values) {
    int count = values.size();
    Map<String, Object> last = configs.isEmpty() ? null : configs.get(configs.size() - 1);
    if (last == null || !canMerge(last, values)) {
      last = new LinkedHashMap<>();
      configs.add(last);
    }
    merge(last, values);
    configValues.merge(last, (long) count, Long::sum);
    return count;
  }

  /**
   * An object after another value under the same key: the server would first replace what it has
   * and then start the object anew. Put together, that would be a merge into what it has.
   */
  private static boolean canMerge(Map<?, ?> into, Map<?, ?> more) {
    for (Map.Entry<?, ?> entry : more.entrySet()) {
      Object old = into.get(entry.getKey());
      if (entry.getValue() instanceof Map && into.containsKey(entry.getKey())) {
        if (!(old instanceof Map) || !canMerge((Map<?, ?>) old, (Map<?, ?>) entry.getValue())) {
          return false;
        }
      }
    }
    return true;
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
    return rows.isEmpty() && configs.isEmpty();
  }

  List<MetricRow> rows() {
    return rows;
  }

  /** Config to be sent in this order. */
  List<Map<String, Object>> configs() {
    return configs;
  }

  /** How many values were logged to make one of {@link #configs}. */
  long configValues(Map<String, Object> config) {
    return configValues.get(config);
  }

  /** The place in the journal behind it. */
  Position end() {
    return end;
  }
}
