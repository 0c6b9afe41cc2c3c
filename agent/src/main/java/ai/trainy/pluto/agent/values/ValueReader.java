package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.route.ValueCopy;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the values of one class are read. Found once for each class, used for each value. */
interface ValueReader {
  /** What core knows by itself, or refuses. */
  ValueReader AS_IT_IS = (value, copy) -> value;

  /** A null that is an object. */
  ValueReader NULL = (value, copy) -> null;

  /**
   * The value in types that core knows. What the program's own methods throw goes on as it is.
   *
   * @param copy copies what is inside
   */
  @Nullable Object read(Object value, ValueCopy copy);

  /** Reads a list whose elements have numbers, from 0 on. */
  static ValueReader indexed(MethodCall size, MethodCall get) {
    return (value, copy) ->
        copy.list(
            value,
            elements -> {
              int end = (int) size.call(value);
              for (int i = 0; i < end; i++) {
                elements.accept(get.call(value, i));
              }
            });
  }

  /** Reads a map, given an iterator over its entries. */
  static ValueReader entries(Function<Object, Iterator<?>> iterator) {
    return (value, copy) ->
        copy.map(
            value,
            entries ->
                iterator
                    .apply(value)
                    .forEachRemaining(
                        each -> {
                          Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
                          entries.accept(entry.getKey(), entry.getValue());
                        }));
  }
}
