package ai.trainy.pluto.agent.values;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/**
 * Recognizes maps and collections of the program that hand out the same iterator each time, and so
 * can be read only once. That is left to the client.
 */
final class ReadOnce {
  private ReadOnce() {}

  static boolean is(Object value) {
    if (value.getClass().getClassLoader() == null) {
      // Most are the JDK's, which can all be read again.
      return false;
    }
    Collection<?> elements =
        value instanceof Map
            ? ((Map<?, ?>) value).entrySet()
            : value instanceof Collection ? (Collection<?>) value : null;
    if (elements == null) {
      return false;
    }
    Iterator<?> iterator = elements.iterator();
    // An iterator over nothing may be shared.
    return iterator == elements.iterator() && iterator.hasNext();
  }
}
