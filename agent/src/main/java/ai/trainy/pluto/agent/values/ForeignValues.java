package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.Unloggable;
import ai.trainy.pluto.agent.binding.ValueBinding;
import ai.trainy.pluto.messages.Reason;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The program's values in types that core takes, as they are now: maps with text keys and lists are
 * copied, in whatever library's shape they come; a tensor of one element is its number; media,
 * histograms, tables and artifacts are core's. What core knows by itself or refuses is passed on as
 * it is, arrays of primitives among it. What cannot be read is an {@link Unloggable} that says why.
 *
 * <p>Nothing is thrown but {@link OutOfMemoryError}. For any number of threads.
 */
public final class ForeignValues {
  private final ValueReaders all;
  private final ClassValue<ValueReader> shapes;

  /**
   * What a thread keeps between calls is empty: it is ours alone and holds nothing of the program.
   */
  // There is one of these in a JVM, and nothing static but the hook.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<LoggedRow> spareRows = new ThreadLocal<>();

  ForeignValues(List<ValueBinding> bindings) {
    this(() -> bindings);
  }

  /**
   * @param bindings which classes are media and the like; the first that fits a class counts. Asked
   *     for when a value comes that may be of one
   */
  public ForeignValues(Supplier<List<ValueBinding>> bindings) {
    all = new ValueReaders(bindings);
    shapes =
        new ClassValue<>() {
          @Override
          protected ValueReader computeValue(Class<?> type) {
            return all.of(type);
          }
        };
  }

  /** Has what is asked for when such a value comes asked for now. */
  public void prepare() {
    all.bindings();
    MethodCall.prepare();
  }

  /**
   * A value, or a row of them: any map is a {@link LoggedRow}. Of a row, and of a list of values,
   * each is read by itself.
   */
  public @Nullable Object plain(@Nullable Object value) {
    return isPlain(value) ? value : guarded(value, null);
  }

  /** A row without values. */
  public LoggedRow emptyRow() {
    return LoggedRow.of(spareRows);
  }

  /** {@link #read}, or why that fails. */
  @Nullable Object guarded(@Nullable Object value, @Nullable CopyContext around) {
    try {
      return read(value, around);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (TooLargeException e) {
      // Core takes long lists of numbers, if it is told to, and else says the same.
      return isContainer(value) ? value : new Unloggable(Reason.of(e));
    } catch (UnreadableException e) {
      return new Unloggable(Reason.of(e));
    } catch (Throwable e) {
      return new Unloggable(Reason.of(UnreadableException.of(value, e)));
    }
  }

  /** A value that may be in a container; what the program's own methods throw goes on. */
  @Nullable Object read(@Nullable Object value, @Nullable CopyContext around) {
    if (value == null || isPlain(value)) {
      return value;
    }
    if (ReadOnce.is(value)) {
      throw new UnreadableException(
          "a " + value.getClass().getName() + " that can be read only once");
    }
    if (value instanceof Map) {
      MapCopy copy = new MapCopy(value, around, this);
      asFarAsItGoes(() -> ((Map<?, ?>) value).forEach(copy));
      return copy.map();
    }
    // Not any Iterable: a Path is one, of itself, and some can be read only once.
    if (value instanceof Collection) {
      ListCopy copy = new ListCopy(value, around, this);
      asFarAsItGoes(() -> ((Collection<?>) value).forEach(copy));
      return copy.list();
    }
    return shapes.get(value.getClass()).read(value, around, this);
  }

  /**
   * Another thread of the program may change what is being read: what was read until then counts.
   */
  static void asFarAsItGoes(Runnable reading) {
    try {
      reading.run();
    } catch (ConcurrentModificationException changed) {
      // It is as it was before, or as it is now.
    }
  }

  private static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof Number
        || value instanceof String
        || value instanceof Boolean;
  }

  private static boolean isContainer(@Nullable Object value) {
    return value instanceof Map || value instanceof Collection || value instanceof Object[];
  }
}
