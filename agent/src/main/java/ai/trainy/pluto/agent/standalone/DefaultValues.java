package ai.trainy.pluto.agent.standalone;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** For any type a value that says nothing and that a program can work with: zero, empty, done. */
final class DefaultValues {
  private static final Map<Class<?>, Supplier<?>> VALUES = new HashMap<>();

  /** By what they are, the commonest first. */
  private static final List<Supplier<?>> EMPTY =
      List.of(
          ArrayList::new,
          LinkedHashSet::new,
          LinkedHashMap::new,
          TreeSet::new,
          TreeMap::new,
          ArrayDeque::new,
          LinkedBlockingDeque::new,
          LinkedTransferQueue::new,
          ConcurrentHashMap::new,
          ConcurrentSkipListMap::new);

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
    VALUES.put(UUID.class, () -> new UUID(0, 0));
    VALUES.put(Clock.class, Clock::systemUTC);
    VALUES.put(ZoneId.class, ZoneId::systemDefault);
    VALUES.put(ZoneOffset.class, () -> ZoneOffset.UTC);
    VALUES.put(Period.class, () -> Period.ZERO);
    VALUES.put(Locale.class, () -> Locale.ROOT);
    VALUES.put(TimeZone.class, TimeZone::getDefault);
    VALUES.put(Charset.class, () -> StandardCharsets.UTF_8);
    VALUES.put(InputStream.class, InputStream::nullInputStream);
    VALUES.put(OutputStream.class, OutputStream::nullOutputStream);
    VALUES.put(PrintStream.class, () -> new PrintStream(OutputStream.nullOutputStream()));
    VALUES.put(Reader.class, Reader::nullReader);
    VALUES.put(Writer.class, Writer::nullWriter);
    VALUES.put(BufferedReader.class, () -> new BufferedReader(Reader.nullReader()));
    VALUES.put(PrintWriter.class, () -> new PrintWriter(Writer.nullWriter()));
    VALUES.put(Lock.class, ReentrantLock::new);
    VALUES.put(ReadWriteLock.class, ReentrantReadWriteLock::new);
    // Made only where it is asked for: the first one fixes how many threads the common pool has.
    Supplier<Future<?>> done = () -> CompletableFuture.completedFuture(null);
    for (Class<?> type : List.of(CompletableFuture.class, CompletionStage.class, Future.class)) {
      VALUES.put(type, done);
    }
    VALUES.put(Path.class, OwnDirectory::path);
    VALUES.put(File.class, () -> OwnDirectory.path().toFile());
  }

  /**
   * A run's directory, say: a program may write there, and may delete it with all that is in it, so
   * it must not be one that others use.
   */
  private static final class OwnDirectory {
    private static final Path PATH = make();

    static Path path() {
      return PATH;
    }

    private static Path make() {
      try {
        Path made = Files.createTempDirectory("wandb-files");
        // If nothing is in it by then.
        made.toFile().deleteOnExit();
        return made;
      } catch (IOException | SecurityException e) {
        return Path.of(System.getProperty("java.io.tmpdir"), "wandb-files");
      }
    }
  }

  /** Interfaces of these packages can be answered with an object whose methods do nothing. */
  private static final Pattern PLAIN_INTERFACES =
      Pattern.compile("java\\.(lang|io|util|util\\.function|util\\.concurrent)");

  /** Classes of these packages can be answered with a new object. */
  private static final Pattern PLAIN_CLASSES =
      Pattern.compile(
          "java\\.(io|lang|text|util|util\\.concurrent|util\\.concurrent\\.(atomic|locks)"
              + "|util\\.zip)");

  /** Of them, those whose objects do something by themselves, or nothing when they are new. */
  private static final Set<String> UNFIT =
      Set.of(
          "java.io.FileDescriptor",
          "java.io.PipedInputStream",
          "java.io.PipedOutputStream",
          "java.io.PipedReader",
          "java.io.PipedWriter",
          "java.lang.SecurityManager",
          "java.lang.Thread",
          "java.util.Timer",
          "java.util.concurrent.Exchanger",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.Phaser",
          "java.util.concurrent.ScheduledThreadPoolExecutor");

  /** Names of constants that claim nothing. */
  private static final List<String> NEUTRAL =
      List.of("NONE", "UNKNOWN", "UNSPECIFIED", "UNDEFINED", "DEFAULT", "OK", "RUNNING", "ACTIVE");

  private DefaultValues() {}

  /** Whether a class of the JDK has such a value. */
  static boolean has(Class<?> type) {
    return VALUES.containsKey(type) || (!type.isEnum() && of(type) != null);
  }

  /**
   * A value of the type.
   *
   * @return null if nothing is known of the type
   */
  static @Nullable Object of(Class<?> type) {
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
    if (known != null) {
      return known.get();
    }
    return type.isEnum() ? neutral(type) : ofOther(type);
  }

  private static @Nullable Object ofOther(Class<?> type) {
    for (Supplier<?> empty : EMPTY) {
      Object value = empty.get();
      if (type.isInstance(value)) {
        return value;
      }
    }
    Object constant = constant(type);
    if (constant != null) {
      return constant;
    }
    return isOfTheJdk(type) ? ofTheJdk(type) : ofTheProgram(type);
  }

  private static boolean isOfTheJdk(Class<?> type) {
    return type.getClassLoader() == null
        || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
  }

  /** Of an enumeration: one that claims nothing, else the first. */
  private static @Nullable Object neutral(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    for (String name : NEUTRAL) {
      for (Object constant : constants) {
        if (((Enum<?>) constant).name().equals(name)) {
          return constant;
        }
      }
    }
    return constants.length == 0 ? null : constants[0];
  }

  /** The one of a singleton, such as Kotlin's and Scala's unit; zero, of numbers. */
  private static @Nullable Object constant(Class<?> type) {
    if (type.isInterface() || (isOfTheJdk(type) && !Number.class.isAssignableFrom(type))) {
      return null;
    }
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

  private static @Nullable Object ofTheJdk(Class<?> type) {
    String in = type.getPackageName();
    if (type.isInterface()) {
      return PLAIN_INTERFACES.matcher(in).matches() && takesNoWork(type)
          ? NullObject.of(type)
          : null;
    }
    Object now = in.equals("java.time") ? called(type, "now") : null;
    return now == null
            && PLAIN_CLASSES.matcher(in).matches()
            && !Throwable.class.isAssignableFrom(type)
            && !UNFIT.contains(type.getName())
        ? constructed(type)
        : now;
  }

  /** Whether nobody expects that a piece of the program runs that is passed to such an object. */
  private static boolean takesNoWork(Class<?> type) {
    for (Method method : type.getMethods()) {
      for (Class<?> parameter : method.getParameterTypes()) {
        if (Modifier.isAbstract(method.getModifiers())
            && parameter.isAnnotationPresent(FunctionalInterface.class)) {
          return false;
        }
      }
    }
    return true;
  }

  private static @Nullable Object ofTheProgram(Class<?> type) {
    for (String factory : new String[] {"getDefaultInstance", "empty"}) {
      Object value = called(type, factory);
      if (value != null) {
        return value;
      }
    }
    Object empty = ofCompanion(type);
    if (empty != null) {
      return empty;
    }
    if (type.isInterface()) {
      return NullObject.of(type);
    }
    Object made = constructed(type);
    return made == null ? Instantiator.of(type).orElse(null) : made;
  }

  /** What a static method returns that needs nothing. */
  private static @Nullable Object called(Class<?> type, String factory) {
    try {
      Object value = type.getMethod(factory).invoke(null);
      return type.isInstance(value) ? value : null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
      return null;
    }
  }

  private static @Nullable Object constructed(Class<?> type) {
    try {
      return Modifier.isAbstract(type.getModifiers()) ? null : type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
      return null;
    }
  }

  /** The empty one that Scala's object of the same name makes. */
  private static @Nullable Object ofCompanion(Class<?> type) {
    try {
      Class<?> companion = Class.forName(type.getName() + "$", true, type.getClassLoader());
      Object value = companion.getMethod("empty").invoke(companion.getField("MODULE$").get(null));
      return type.isInstance(value) ? value : null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
      return null;
    }
  }
}
