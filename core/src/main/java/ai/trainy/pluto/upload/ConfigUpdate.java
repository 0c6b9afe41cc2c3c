package ai.trainy.pluto.upload;

import java.util.LinkedHashMap;
import java.util.Map;

/** Config that is sent together: several records', as long as that makes no difference. */
final class ConfigUpdate {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private long count;

  /** What the server is to merge into the run's config. */
  Map<String, Object> values() {
    return values;
  }

  /** How many values were logged to make it. */
  long count() {
    return count;
  }

  /** Takes a record's values in, or does not if they must be sent after these. */
  boolean add(Map<String, Object> more) {
    if (!canMerge(values, more)) {
      return false;
    }
    merge(values, more);
    count += more.size();
    return true;
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
            merge((Map<String, Object>) old, (Map<String, Object>) value);
          } else {
            into.put(key, value);
          }
        });
  }
}
