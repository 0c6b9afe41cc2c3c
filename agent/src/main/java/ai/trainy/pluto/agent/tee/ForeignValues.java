package ai.trainy.pluto.agent.tee;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The program's values in plain types, as they are now: maps with text keys and lists are copied,
 * in whatever library's shape they come; everything else is passed on as it is.
 */
final class ForeignValues {
  /** Beyond it a value is passed on as it is, and refused further on: it may contain itself. */
  private static final int MAX_DEPTH = 64;

  private final ClassValue<Shape> shapes =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  Object plain(Object value) {
    return plain(value, 0);
  }

  private Object plain(Object value, int depth) {
    if (value == null
        || value instanceof Number
        || value instanceof String
        || value instanceof Boolean
        || depth > MAX_DEPTH) {
      return value;
    }
    if (value instanceof Map) {
      return map((Map<?, ?>) value, depth);
    }
    if (value instanceof Iterable) {
      List<Object> copy = new ArrayList<>();
      ((Iterable<?>) value).forEach(element -> copy.add(plain(element, depth + 1)));
      return copy;
    }
    Shape shape = shapes.get(value.getClass());
    switch (shape.kind()) {
      case OBJECT:
        return map(shape.entries(value), depth);
      case ARRAY:
        return plain(shape.elements(value), depth);
      case NULL:
        return null;
      default:
        return value;
    }
  }

  private Map<String, Object> map(Map<?, ?> map, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), plain(value, depth + 1)));
    return copy;
  }
}
