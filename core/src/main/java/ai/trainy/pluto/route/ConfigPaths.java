package ai.trainy.pluto.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys of a run's config as the server's index has them: with those of the objects they are in,
 * joined by dots. One path of more than 500 characters switches off the index of all of the run's
 * keys, later ones too (the protocol, section 20b).
 */
public final class ConfigPaths {
  private static final int MAX_LENGTH = 500;

  private ConfigPaths() {}

  /**
   * Takes entries out of a config whose paths are too long.
   *
   * @param config in plain values, as {@link PlainValue} makes them
   * @return how many were taken out
   */
  public static int removeLong(Map<String, Object> config) {
    return removeLong(config, 0);
  }

  /**
   * The same of an object within.
   *
   * @param before the length of the path to it, with a dot behind it
   */
  public static int removeLong(Map<String, Object> object, int before) {
    int removed = countLong(object, before);
    if (removed > 0) {
      Map<String, Object> kept = withoutLong(object, before);
      object.clear();
      object.putAll(kept);
    }
    return removed;
  }

  private static int countLong(Object value, int before) {
    int count = 0;
    if (value instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        int path = before + entry.getKey().toString().length();
        count += path > MAX_LENGTH ? 1 : countLong(entry.getValue(), path + 1);
      }
    } else if (value instanceof List) {
      int index = 0;
      for (Object element : (List<?>) value) {
        count += countLong(element, inside(before, index++));
      }
    }
    return count;
  }

  private static Map<String, Object> withoutLong(Map<?, ?> map, int before) {
    Map<String, Object> kept = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          int path = before + key.toString().length();
          if (path <= MAX_LENGTH) {
            kept.put(key.toString(), inWithoutLong(value, path + 1));
          }
        });
    return kept;
  }

  private static Object inWithoutLong(Object value, int before) {
    if (value instanceof Map) {
      return withoutLong((Map<?, ?>) value, before);
    }
    if (value instanceof List) {
      List<Object> kept = new ArrayList<>();
      ((List<?>) value).forEach(each -> kept.add(inWithoutLong(each, inside(before, kept.size()))));
      return kept;
    }
    return value;
  }

  /** Returns the length of the path to what is in an element of a list. */
  private static int inside(int before, int index) {
    return before + Integer.toString(index).length() + 1;
  }
}
