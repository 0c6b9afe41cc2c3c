package ai.trainy.pluto.agent.values;

import org.jspecify.annotations.Nullable;

/** How the values of one class are read. Found once for each class, used for each value. */
interface ValueReader {
  /** What core knows by itself, or refuses. */
  ValueReader AS_IT_IS = (value, around, values) -> value;

  /** A null that is an object. */
  ValueReader NULL = (value, around, values) -> null;

  /**
   * The value in types that core knows. What the program's own methods throw goes on as it is.
   *
   * @param around the container that the value is in; null if it is in none
   * @param values reads what is inside
   */
  @Nullable Object read(Object value, @Nullable CopyContext around, ForeignValues values);
}
