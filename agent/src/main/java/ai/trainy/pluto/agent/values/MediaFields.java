package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.agent.binding.ValueBinding;
import ai.trainy.pluto.agent.binding.ValuePart;
import ai.trainy.pluto.route.NotPlainException;
import ai.trainy.pluto.route.Wrapped;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of one value of a bound class. */
final class MediaFields {
  private final ValueBinding binding;
  private final Object value;
  private final ForeignValues values;

  MediaFields(ValueBinding binding, Object value, ForeignValues values) {
    this.binding = binding;
    this.value = value;
    this.values = values;
  }

  /**
   * A part as the program has it.
   *
   * @return null if the value has none
   * @throws NotPlainException if the program's own method throws
   */
  @Nullable Object get(ValuePart part) {
    return get(part, value);
  }

  /** The same of an entry of the value. */
  @Nullable Object get(ValuePart part, Object entry) {
    try {
      Object found = binding.read(part, entry);
      return found != null && Wrapped.is(found) ? Wrapped.content(found) : found;
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getTargetException();
      if (thrown instanceof OutOfMemoryError) {
        throw (OutOfMemoryError) thrown;
      }
      throw NotPlainException.unreadable(entry, thrown);
    }
  }

  /** The first part that is there; null if none is. */
  @Nullable Object first(ValuePart... parts) {
    for (ValuePart part : parts) {
      Object found = get(part);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** A part as a text; null if it is empty, too. */
  @Nullable String text(ValuePart part) {
    Object found = get(part);
    String text = found == null ? "" : String.valueOf(found);
    return text.isEmpty() ? null : text;
  }

  /** In core's types, as a value by itself. */
  @Nullable Object plain(@Nullable Object part) {
    return values.plain(part);
  }

  /**
   * The elements of a part that is a list, a set or an array of objects, as the program has them.
   *
   * @return null if it is none
   */
  @Nullable Collection<?> elements(@Nullable Object part) {
    if (part instanceof Collection) {
      return (Collection<?>) part;
    }
    if (part instanceof Object[]) {
      return Arrays.asList((Object[]) part);
    }
    Object plain = part instanceof Map ? null : plain(part);
    return plain instanceof Collection ? (Collection<?>) plain : null;
  }
}
