package ai.trainy.pluto.agent.standalone;

import java.io.File;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** For any type a value that says nothing and that a program can work with: zero, empty, done. */
final class Harmless {
  private static final Map<Class<?>, Supplier<?>> VALUES = new HashMap<>();

  static {
    VALUES.put(Boolean.class, () -> false);
    VALUES.put(Byte.class, () -> (byte) 0);
    VALUES.put(Short.class, () -> (short) 0);
    VALUES.put(Character.class, () -> '\0');
    VALUES.put(Integer.class, () -> 0);
    VALUES.put(Long.class, () -> 0L);
    VALUES.put(Float.class, () -> 0f);
    VALUES.put(Double.class, () -> 0d);
    VALUES.put(Number.class, () -> 0);
    VALUES.put(String.class, () -> "");
    VALUES.put(CharSequence.class, () -> "");
    VALUES.put(Iterator.class, Collections::emptyIterator);
    VALUES.put(Optional.class, Optional::empty);
    VALUES.put(OptionalInt.class, OptionalInt::empty);
    VALUES.put(OptionalLong.class, OptionalLong::empty);
    VALUES.put(OptionalDouble.class, OptionalDouble::empty);
    VALUES.put(Stream.class, Stream::empty);
    VALUES.put(IntStream.class, IntStream::empty);
    VALUES.put(LongStream.class, LongStream::empty);
    VALUES.put(DoubleStream.class, DoubleStream::empty);
    VALUES.put(Duration.class, () -> Duration.ZERO);
    VALUES.put(Instant.class, Instant::now);
    VALUES.put(URI.class, () -> URI.create(""));
    // Made only where it is asked for: the first one fixes how many threads the common pool has.
    Supplier<Future<?>> done = () -> CompletableFuture.completedFuture(null);
    for (Class<?> type : List.of(CompletableFuture.class, CompletionStage.class, Future.class)) {
      VALUES.put(type, done);
    }
    // A run's directory, say: something may be written there.
    VALUES.put(Path.class, () -> Path.of(System.getProperty("java.io.tmpdir")));
    VALUES.put(File.class, () -> new File(System.getProperty("java.io.tmpdir")));
  }

  private Harmless() {}

  /**
   * A value of the type.
   *
   * @return null if nothing is known of the type
   */
  static Object of(Class<?> type) {
    if (type == void.class || type == Object.class || type == Void.class) {
      return null;
    }
    if (type.isPrimitive()) {
      return Array.get(Array.newInstance(type, 1), 0);
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    Supplier<?> known = VALUES.get(type);
    return known != null ? known.get() : ofOther(type);
  }

  private static Object ofOther(Class<?> type) {
    for (Object empty :
        new Object[] {
          new ArrayList<>(),
          new LinkedHashSet<>(),
          new LinkedHashMap<>(),
          new TreeSet<>(),
          new TreeMap<>()
        }) {
      if (type.isInstance(empty)) {
        return empty;
      }
    }
    Object constant = constant(type);
    return constant != null || isOfTheJdk(type) ? constant : ofTheProgram(type);
  }

  private static boolean isOfTheJdk(Class<?> type) {
    return type.getClassLoader() == null
        || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
  }

  /** The first of an enumeration; the one of a singleton, such as Kotlin's and Scala's unit. */
  private static Object constant(Class<?> type) {
    try {
      for (Field field : type.getFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && Modifier.isFinal(field.getModifiers())
            && type.isAssignableFrom(field.getType())) {
          return field.get(null);
        }
      }
    } catch (IllegalAccessException | RuntimeException | LinkageError notThere) {
      // Then something else may do.
    }
    return null;
  }

  private static Object ofTheProgram(Class<?> type) {
    for (String factory : new String[] {"getDefaultInstance", "empty"}) {
      try {
        Object value = type.getMethod(factory).invoke(null);
        if (type.isInstance(value)) {
          return value;
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
        // Then something else may do.
      }
    }
    return BareObject.of(type).orElse(null);
  }
}
