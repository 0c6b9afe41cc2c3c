package ai.trainy.pluto.route;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link ValueCopy} asks about values of types that core does not know. */
public interface ForeignTypes {
  /**
   * Returns the value in a type that core knows: itself, the value it stands for, or its elements
   * as {@link ValueCopy#list} and {@link ValueCopy#map} copy them. May throw anything.
   */
  @Nullable Object read(Object value, ValueCopy copy);

  /** Returns an empty row, for the outermost map. */
  Map<String, Object> row();

  /** Returns what stands in a row or list for a value that cannot be read. */
  Object unloggable(NotPlainException why);
}
