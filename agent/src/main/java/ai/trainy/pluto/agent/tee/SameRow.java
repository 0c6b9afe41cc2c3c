package ai.trainy.pluto.agent.tee;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a row that is logged within the logging of another is that row. */
final class SameRow {
  private SameRow() {}

  /**
   * Whether all of one is in the other: clients add to a row, divide it, and put something before
   * its names.
   */
  static boolean are(@Nullable Map<String, Object> outer, @Nullable Map<String, Object> inner) {
    if (outer == inner || outer == null || inner == null) {
      return true;
    }
    return inner.size() < outer.size() ? isIn(inner, outer) : isIn(outer, inner);
  }

  private static boolean isIn(Map<String, Object> part, Map<String, Object> whole) {
    for (Map.Entry<String, Object> entry : part.entrySet()) {
      if (!has(whole, entry.getKey(), entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean has(Map<String, Object> row, String name, Object value) {
    if (row.containsKey(name)) {
      return isSame(row.get(name), value);
    }
    for (Map.Entry<String, Object> entry : row.entrySet()) {
      String other = entry.getKey();
      if ((other.endsWith(name) || name.endsWith(other)) && isSame(entry.getValue(), value)) {
        return true;
      }
    }
    return false;
  }

  /** Media are made anew each time that they are read: the same kind will do. */
  private static boolean isSame(Object one, Object other) {
    if (one instanceof Number && other instanceof Number) {
      return Double.compare(((Number) one).doubleValue(), ((Number) other).doubleValue()) == 0;
    }
    return Objects.equals(one, other)
        || (one != null
            && other != null
            && one.getClass() == other.getClass()
            && !(one instanceof Number || one instanceof String || one instanceof Boolean));
  }
}
