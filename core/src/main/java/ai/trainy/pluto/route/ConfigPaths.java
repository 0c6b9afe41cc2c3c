package ai.trainy.pluto.route;

import java.util.Collection;
import java.util.Iterator;
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
   * @param before the length of the path to the map, with a dot behind it
   */
  private static int removeLong(Map<?, ?> map, int before) {
    int removed = 0;
    for (Iterator<? extends Map.Entry<?, ?>> each = map.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<?, ?> entry = each.next();
      int path = before + entry.getKey().toString().length();
      if (path > MAX_LENGTH) {
        each.remove();
        removed++;
      } else {
        removed += removeInside(entry.getValue(), path + 1);
      }
    }
    return removed;
  }

  private static int removeInside(Object value, int before) {
    if (value instanceof Map) {
      return removeLong((Map<?, ?>) value, before);
    }
    int removed = 0;
    if (value instanceof Collection) {
      int index = 0;
      for (Object element : (Collection<?>) value) {
        int digits = Integer.toString(index++).length();
        removed += removeInside(element, before + digits + 1);
      }
    }
    return removed;
  }
}
