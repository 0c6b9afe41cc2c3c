package ai.trainy.pluto;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Detects whether a name has the same value as before. Stores only hashes, for a limited number of
 * names: for a name that has not been used for long, any value counts as new. Thread-safe.
 */
final class LatestValues {
  /** About 100 bytes each. */
  static final int MOST_NAMES = 1_000;

  private static final long ODD = 0x9E3779B97F4A7C15L;

  private final Map<Long, Long> values =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > MOST_NAMES;
        }
      };

  /**
   * Records the value of a name.
   *
   * @param value a plain value, as in config
   * @return whether the name had the same value before
   */
  boolean isSame(String name, Object value) {
    Long now = hash(value);
    synchronized (values) {
      return now.equals(values.put(hash(name), now));
    }
  }

  /** Forgets the value of a name, so that the same value counts as new. */
  void forget(String name) {
    synchronized (values) {
      values.remove(hash(name));
    }
  }

  /** Returns the number of known names. */
  int size() {
    synchronized (values) {
      return values.size();
    }
  }

  /**
   * Returns a hash of 64 bits: two values are mistaken for each other about as often as a disk
   * fails. The order of a map's entries does not matter.
   */
  private static long hash(Object value) {
    if (value instanceof String) {
      String text = (String) value;
      long hash = text.length();
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * ODD;
        hash ^= hash >>> 32;
      }
      return tagged(1, hash);
    }
    if (value instanceof List) {
      long hash = 0;
      for (Object element : (List<?>) value) {
        hash = mixed(hash * 31 + hash(element) + 1);
      }
      return tagged(2, hash);
    }
    if (value instanceof Map) {
      long hash = 0;
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        hash += mixed(hash(entry.getKey()) * 31 + hash(entry.getValue()));
      }
      return tagged(3, hash);
    }
    if (value instanceof Long) {
      return tagged(4, (Long) value);
    }
    if (value instanceof Double) {
      return tagged(5, Double.doubleToLongBits((Double) value));
    }
    return tagged(6, value == null ? 0 : value.hashCode());
  }

  private static long tagged(int type, long hash) {
    return mixed(mixed(hash + ODD) + type);
  }

  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
