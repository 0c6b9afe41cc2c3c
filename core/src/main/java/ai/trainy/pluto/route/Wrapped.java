package ai.trainy.pluto.route;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Objects of the JDK that stand for the value in them. */
public final class Wrapped {
  private Wrapped() {}

  /** Whether {@code value} is one. */
  public static boolean is(Object value) {
    return value instanceof Optional
        || value instanceof OptionalDouble
        || value instanceof OptionalInt
        || value instanceof OptionalLong
        || value instanceof AtomicBoolean
        || value instanceof AtomicReference;
  }

  /** The value in one of them; null if it is empty. */
  public static @Nullable Object content(Object wrapped) {
    if (wrapped instanceof Optional) {
      return ((Optional<?>) wrapped).orElse(null);
    }
    if (wrapped instanceof OptionalDouble) {
      OptionalDouble number = (OptionalDouble) wrapped;
      return number.isPresent() ? (Object) number.getAsDouble() : null;
    }
    if (wrapped instanceof OptionalInt) {
      OptionalInt number = (OptionalInt) wrapped;
      return number.isPresent() ? (Object) number.getAsInt() : null;
    }
    if (wrapped instanceof OptionalLong) {
      OptionalLong number = (OptionalLong) wrapped;
      return number.isPresent() ? (Object) number.getAsLong() : null;
    }
    return wrapped instanceof AtomicBoolean
        ? (Object) ((AtomicBoolean) wrapped).get()
        : ((AtomicReference<?>) wrapped).get();
  }
}
