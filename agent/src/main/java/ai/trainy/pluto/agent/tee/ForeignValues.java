package ai.trainy.pluto.agent.tee;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The program's values in plain types, as they are now: maps with text keys and lists are copied,
 * in whatever library's shape they come; everything else is passed on as it is.
 */
final class ForeignValues {
  private final ClassValue<Shape> shapes =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  Object plain(Object value) {
    return plain(value, Nest.OUTERMOST);
  }

  private Object plain(Object value, Nest nest) {
    if (value == null
        || value instanceof Number
        || value instanceof String
        || value instanceof Boolean
        || nest.isTooDeepFor(value)) {
      return value;
    }
    if (value instanceof Map) {
      return map((Map<?, ?>) value, nest.with(value));
    }
    // Not any Iterable: a Path is one, of itself, and some can be read only once.
    if (value instanceof Collection) {
      return list((Collection<?>) value, nest.with(value));
    }
    Shape shape = shapes.get(value.getClass());
    switch (shape.kind()) {
      case OBJECT:
        return plainEntries(shape.entries(value), nest.with(value));
      case ARRAY:
        return plainElements(shape.elements(value), nest.with(value));
      case NULL:
        return null;
      default:
        return value;
    }
  }

  private Map<String, Object> map(Map<?, ?> map, Nest nest) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), plain(value, nest)));
    return copy;
  }

  private List<Object> list(Collection<?> values, Nest nest) {
    List<Object> copy = new ArrayList<>();
    values.forEach(value -> copy.add(plain(value, nest)));
    return copy;
  }

  /** In place: the map was made for us. */
  private Map<String, Object> plainEntries(Map<String, Object> entries, Nest nest) {
    entries.replaceAll((key, value) -> plain(value, nest));
    return entries;
  }

  /** In place: the list was made for us. */
  private List<Object> plainElements(List<Object> elements, Nest nest) {
    elements.replaceAll(value -> plain(value, nest));
    return elements;
  }

  /**
   * The objects that are being read, each inside the one before. A value that lies within itself,
   * or too deep, is passed on as it is, and refused further on.
   */
  private static final class Nest {
    static final Nest OUTERMOST = new Nest(null, null, 0);

    private static final int MAX_DEPTH = 64;

    private final Object object;
    private final Nest outer;
    private final int depth;

    private Nest(Object object, Nest outer, int depth) {
      this.object = object;
      this.outer = outer;
      this.depth = depth;
    }

    Nest with(Object inner) {
      return new Nest(inner, this, depth + 1);
    }

    boolean isTooDeepFor(Object value) {
      if (depth > MAX_DEPTH) {
        return true;
      }
      for (Nest around = this; around != null; around = around.outer) {
        if (around.object == value) {
          return true;
        }
      }
      return false;
    }
  }
}
