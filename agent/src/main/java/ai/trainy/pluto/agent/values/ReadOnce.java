package ai.trainy.pluto.agent.values;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/**
 * Tells maps and collections of the program that have one iterator for all who ask: whoever reads
 * them first is the only one, and that is not us.
 */
final class ReadOnce {
  private ReadOnce() {}

  static boolean is(Object value) {
    if (value.getClass().getClassLoader() == null) {
      // The JDK's can all be read again, and most are its.
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
    // One that has nothing may serve everybody.
    return iterator == elements.iterator() && iterator.hasNext();
  }
}
