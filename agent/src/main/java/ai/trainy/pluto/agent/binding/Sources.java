package ai.trainy.pluto.agent.binding;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Places where one input may be, {@code arg0.project()|return.project()}: the first that has
 * something counts. A constant belongs to the place before it: behind one of the result it is what
 * counts if the result has nothing.
 */
public final class Sources {
  private final List<Source> asked = new ArrayList<>();
  private final List<Source> answered = new ArrayList<>();

  private Sources() {}

  static Sources of(String text) {
    Sources sources = new Sources();
    List<Source> side = sources.asked;
    for (String each : BindingLine.alternatives(text)) {
      Source source = Source.of(each);
      if (!source.isConstant()) {
        side = source.isOfTheResult() ? sources.answered : sources.asked;
      }
      side.add(source);
    }
    return sources;
  }

  /** The number of arguments that a call must have at least. */
  int arguments() {
    return asked.stream().mapToInt(Source::arguments).max().orElse(0);
  }

  /** Whether there is one, and that is a text of the binding of a certain form. */
  boolean areText(String form) {
    return asked.size() == 1
        && answered.isEmpty()
        && asked.get(0).isConstant()
        && String.valueOf(asked(null, new Object[0])).matches(form);
  }

  /** Whether there is one, and something can be put there when the call is entered. */
  boolean areKey() {
    return asked.size() == 1 && answered.isEmpty() && asked.get(0).isKey();
  }

  /**
   * Puts {@code content} there. Only for a place that is a key.
   *
   * @throws NullPointerException if what has the key is null
   * @throws ReflectiveOperationException if nothing can be put there
   */
  public void put(@Nullable Object receiver, Object[] arguments, Object content)
      throws ReflectiveOperationException {
    asked.get(0).put(receiver, arguments, content);
  }

  /** Whether one of them is an argument, or in one. */
  public boolean areArguments() {
    return arguments() > 0;
  }

  /** The index of the argument that is the only place; -1 if there is another, or none. */
  public int onlyArgument() {
    return asked.size() == 1 && answered.isEmpty() ? asked.get(0).wholeArgument() : -1;
  }

  /** Whether one of them is there only when the call has returned. */
  public boolean areOfTheResult() {
    return !answered.isEmpty();
  }

  /** Whether there is nothing without the object that the method is called on. */
  boolean areOfThis() {
    return answered.isEmpty() && asked.stream().allMatch(Source::isOfThis);
  }

  /**
   * What is there when the call is entered.
   *
   * @return null if nothing is
   */
  public @Nullable Object asked(@Nullable Object receiver, Object[] arguments) {
    return first(asked, receiver, arguments, null);
  }

  /**
   * What the method is to answer: the first that is there when the call is entered. Unlike {@link
   * #asked} it runs a method of the program for its own sake, and no more than once.
   *
   * @return null if nothing is
   * @throws InvocationTargetException if the program's method throws
   */
  public @Nullable Object answer(@Nullable Object receiver, Object[] arguments)
      throws InvocationTargetException {
    for (Source source : asked) {
      try {
        Object value = source.read(receiver, arguments, null);
        if (value != null) {
          return value;
        }
      } catch (InvocationTargetException e) {
        throw e;
      } catch (ReflectiveOperationException notThere) {
        // The next one may be.
      }
    }
    return null;
  }

  /**
   * What the result of the call has.
   *
   * @return null if it has nothing
   */
  public @Nullable Object answered(
      @Nullable Object receiver, Object[] arguments, @Nullable Object returned) {
    return first(answered, receiver, arguments, returned);
  }

  /**
   * The first that is not empty, else the first that is there: an empty row is a row. One that
   * cannot be read, a getter that an older client does not have, say, is as good as not given.
   */
  private static @Nullable Object first(
      List<Source> alternatives,
      @Nullable Object receiver,
      Object[] arguments,
      @Nullable Object returned) {
    Object empty = null;
    for (Source source : alternatives) {
      try {
        Object value = source.read(receiver, arguments, returned);
        // The only one counts anyway, and some can be looked into only once.
        if (alternatives.size() == 1 || !isEmpty(value)) {
          return value;
        }
        empty = empty == null ? value : empty;
      } catch (ReflectiveOperationException notThere) {
        // The next one may be.
      }
    }
    return empty;
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || (value instanceof CharSequence && ((CharSequence) value).length() == 0)
        || (value instanceof Collection && ((Collection<?>) value).isEmpty())
        || (value instanceof Map && ((Map<?, ?>) value).isEmpty());
  }

  /** Why nothing is there when the call is entered, if none of them can be read. */
  public Optional<Throwable> failure(@Nullable Object receiver, Object[] arguments) {
    Throwable failure = null;
    for (Source source : asked) {
      try {
        source.read(receiver, arguments, null);
        return Optional.empty();
      } catch (InvocationTargetException e) {
        failure = e.getCause();
      } catch (ReflectiveOperationException e) {
        failure = e;
      }
    }
    return Optional.ofNullable(failure);
  }
}
