package ai.trainy.pluto.upload;

import ai.trainy.pluto.journal.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Config that is sent together: several records', as long as that makes no difference. */
final class ConfigUpdate {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Map<String, Object>> records = new ArrayList<>();
  private @Nullable Position first;
  private @Nullable Position last;

  /** What the server is to merge into the run's config. */
  Map<String, Object> values() {
    return values;
  }

  /** What it is made of, in order. */
  List<Map<String, Object>> records() {
    return records;
  }

  /** How many values were logged to make it. */
  long count() {
    return records.stream().mapToLong(Map::size).sum();
  }

  /** How many of them have one of those keys. */
  long count(Set<String> keys) {
    return records.stream()
        .mapToLong(record -> record.keySet().stream().filter(keys::contains).count())
        .sum();
  }

  /** The place behind the first of its records; only of what was read from the journal. */
  Position first() {
    return Objects.requireNonNull(first);
  }

  /** The place behind the last; only of what was read from the journal. */
  Position last() {
    return Objects.requireNonNull(last);
  }

  /** Takes a record's values in, or does not if they must be sent after these. */
  boolean add(Map<String, Object> more) {
    if (!canMerge(values, more)) {
      return false;
    }
    merge(values, more);
    records.add(more);
    return true;
  }

  /** The same for all that another one is made of. */
  boolean add(ConfigUpdate more) {
    if (!canMerge(values, more.values)) {
      return false;
    }
    merge(values, more.values);
    records.addAll(more.records);
    return true;
  }

  /** The same for a record of the journal, with the place behind it. */
  boolean add(Map<String, Object> more, Position behind) {
    if (!add(more)) {
      return false;
    }
    first = first == null ? behind : first;
    last = behind;
    return true;
  }

  /** What it is made of, without all that has other keys. */
  List<Map<String, Object>> records(Set<String> keys) {
    List<Map<String, Object>> some = new ArrayList<>();
    for (Map<String, Object> record : records) {
      Map<String, Object> part = new LinkedHashMap<>(record);
      part.keySet().retainAll(keys);
      if (!part.isEmpty()) {
        some.add(part);
      }
    }
    return some;
  }

  /**
   * An object after another value under the same key must stay apart: the server replaces what it
   * has and then starts the object anew; put together, it would merge into what it has.
   */
  private static boolean canMerge(Map<?, ?> into, Map<?, ?> more) {
    for (Map.Entry<?, ?> entry : more.entrySet()) {
      if (entry.getValue() instanceof Map && into.containsKey(entry.getKey())) {
        Object old = into.get(entry.getKey());
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
            Map<String, Object> both = new LinkedHashMap<>((Map<String, Object>) old);
            merge(both, (Map<String, Object>) value);
            into.put(key, both);
          } else {
            into.put(key, value);
          }
        });
  }
}
