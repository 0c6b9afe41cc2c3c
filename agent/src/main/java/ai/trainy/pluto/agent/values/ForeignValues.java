package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.Unloggable;
import ai.trainy.pluto.agent.binding.ValueBinding;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.route.ForeignTypes;
import ai.trainy.pluto.route.NotPlainException;
import ai.trainy.pluto.route.ValueCopy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies the program's values into types that core takes. Core makes the copy; this class tells it
 * how to read the types of the program's libraries. A tensor of one element is its number; media,
 * histograms, tables and artifacts are core's. What core refuses is passed on as it is. What cannot
 * be read is an {@link Unloggable} that says why.
 *
 * <p>Nothing is thrown but {@link OutOfMemoryError}. For any number of threads.
 */
public final class ForeignValues {
  private final ValueReaders all;
  private final ClassValue<ValueReader> readers;

  /**
   * What a thread keeps between calls is empty: it is ours alone and holds nothing of the program.
   */
  // There is one of these in a JVM, and nothing static but the hook.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<LoggedRow> spareRows = new ThreadLocal<>();

  private final ForeignTypes types =
      new ForeignTypes() {
        @Override
        public @Nullable Object read(Object value, ValueCopy copy) {
          if (ReadOnce.is(value)) {
            throw NotPlainException.bad(
                "a " + value.getClass().getName() + " that can be read only once");
          }
          return value instanceof Map || value instanceof Collection
              ? value
              : readers.get(value.getClass()).read(value, copy);
        }

        @Override
        public Map<String, Object> row() {
          return emptyRow();
        }

        @Override
        public Object unloggable(NotPlainException why) {
          return new Unloggable(Reason.of(why));
        }
      };

  ForeignValues(List<ValueBinding> bindings) {
    this(() -> bindings);
  }

  /**
   * @param bindings which classes are media and the like; the first that fits a class counts. Asked
   *     for when a value comes that may be of one
   */
  public ForeignValues(Supplier<List<ValueBinding>> bindings) {
    all = new ValueReaders(bindings);
    readers =
        new ClassValue<>() {
          @Override
          protected ValueReader computeValue(Class<?> type) {
            return all.of(type, ForeignValues.this);
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
    return ValueCopy.of(value, types);
  }

  /** A row without values. */
  public LoggedRow emptyRow() {
    return LoggedRow.of(spareRows);
  }
}
