package ai.trainy.pluto.agent.standalone;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A value that we know, in the type that a method of the client says it returns. */
final class TypeConversion {
  private TypeConversion() {}

  /** Empty if it cannot be a value of that type. */
  static Optional<Object> of(@Nullable Object value, Class<?> type) {
    if (value == null || type == void.class) {
      return Optional.empty();
    }
    Class<?> boxed = MethodType.methodType(type).wrap().returnType();
    if (boxed.isInstance(value)) {
      return Optional.of(value);
    }
    if (value instanceof Number) {
      return ofNumber((Number) value, boxed);
    }
    if (value instanceof Instant && boxed != String.class) {
      return ofInstant((Instant) value, boxed).or(() -> wrapped(value, boxed));
    }
    if (value instanceof Collection) {
      return ofCollection((Collection<?>) value, boxed);
    }
    if (boxed == String.class && !(value instanceof Map)) {
      return Optional.of(value.toString());
    }
    if (value instanceof String && (boxed == URI.class || boxed == URL.class)) {
      return ofAddress((String) value, boxed);
    }
    return wrapped(value, boxed).or(() -> constructed(value, boxed));
  }

  private static Optional<Object> ofNumber(Number number, Class<?> type) {
    if (type == Integer.class) {
      return Optional.of(number.intValue());
    } else if (type == Long.class) {
      return Optional.of(number.longValue());
    } else if (type == Double.class) {
      return Optional.of(number.doubleValue());
    } else if (type == Float.class) {
      return Optional.of(number.floatValue());
    } else if (type == Short.class) {
      return Optional.of(number.shortValue());
    } else if (type == OptionalInt.class) {
      return Optional.of(OptionalInt.of(number.intValue()));
    } else if (type == OptionalLong.class) {
      return Optional.of(OptionalLong.of(number.longValue()));
    }
    return type == String.class ? Optional.of(number.toString()) : wrapped(number, type);
  }

  /** Protobuf's message of a moment, wherever a fat jar moved it. */
  private static Optional<Object> ofInstant(Instant moment, Class<?> type) {
    try {
      Object builder = type.getMethod("newBuilder").invoke(null);
      Class<?> kind = builder.getClass();
      kind.getMethod("setSeconds", long.class).invoke(builder, moment.getEpochSecond());
      kind.getMethod("setNanos", int.class).invoke(builder, moment.getNano());
      return Optional.of(kind.getMethod("build").invoke(builder)).filter(type::isInstance);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> ofCollection(Collection<?> values, Class<?> type) {
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), values.size());
      int i = 0;
      for (Object value : values) {
        if (!type.getComponentType().isInstance(value)) {
          return Optional.empty();
        }
        Array.set(array, i++, value);
      }
      return Optional.of(array);
    }
    if (type == Stream.class) {
      return Optional.of(values.stream());
    }
    LinkedHashSet<Object> set = new LinkedHashSet<>(values);
    return type.isInstance(set) ? Optional.of(set) : constructed(values, type);
  }

  private static Optional<Object> ofAddress(String text, Class<?> type) {
    try {
      URI uri = URI.create(text);
      return Optional.of(type == URI.class ? uri : uri.toURL());
    } catch (IllegalArgumentException | MalformedURLException e) {
      return Optional.empty();
    }
  }

  /** Whether values come in such a type. */
  static boolean isWrapper(Class<?> type) {
    return type == Optional.class
        || (type != Object.class && type.isAssignableFrom(CompletableFuture.class));
  }

  private static Optional<Object> wrapped(Object value, Class<?> type) {
    if (type == Optional.class) {
      // An empty text stands for what is not there.
      return Optional.of(value.equals("") ? Optional.empty() : Optional.of(value));
    }
    // Made only where it is asked for: the first one fixes how many threads the common pool has.
    return isWrapper(type)
        ? Optional.of(CompletableFuture.completedFuture(value))
        : Optional.empty();
  }

  /** By a constructor that takes such a value, as the objects of JSON libraries have. */
  private static Optional<Object> constructed(Object value, Class<?> type) {
    Class<?> parameter =
        value instanceof Map ? Map.class : value instanceof Collection ? Collection.class : null;
    if (parameter == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(type.getConstructor(parameter).newInstance(value));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }
}
