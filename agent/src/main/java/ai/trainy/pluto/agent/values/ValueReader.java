package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.route.ValueCopy;
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
}
