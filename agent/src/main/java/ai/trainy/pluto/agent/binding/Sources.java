package ai.trainy.pluto.agent.binding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Places where one input may be, {@code arg0.project()|return.project()}: the first that has
 * something counts.
 */
public final class Sources {
  private final List<Source> alternatives;

  private Sources(List<Source> alternatives) {
    this.alternatives = alternatives;
  }

  static Sources of(String text) {
    List<Source> alternatives = new ArrayList<>();
    for (String each : text.split("\\|", -1)) {
      alternatives.add(Source.of(each));
    }
    return new Sources(alternatives);
  }

  /** The number of arguments that a call must have at least. */
  int arguments() {
    return alternatives.stream().mapToInt(Source::arguments).max().orElse(0);
  }

  /** Whether one of them is there only when the call has returned. */
  boolean areOfTheResult() {
    return alternatives.stream().anyMatch(Source::isOfTheResult);
  }

  /**
   * What is there when the call is entered.
   *
   * @return null if nothing is
   */
  public Object asked(Object receiver, Object[] arguments) {
    return first(source -> !source.isOfTheResult(), receiver, arguments, null);
  }

  /**
   * What the result of the call has.
   *
   * @return null if it has nothing
   */
  public Object answered(Object receiver, Object[] arguments, Object returned) {
    return first(Source::isOfTheResult, receiver, arguments, returned);
  }

  /**
   * One that cannot be read, a getter that an older client does not have, say, is as good as not
   * given.
   */
  private Object first(
      Predicate<Source> which, Object receiver, Object[] arguments, Object returned) {
    for (Source source : alternatives) {
      if (which.test(source)) {
        try {
          Object value = source.read(receiver, arguments, returned);
          if (!isEmpty(value)) {
            return value;
          }
        } catch (ReflectiveOperationException notThere) {
          // The next one may be.
        }
      }
    }
    return null;
  }

  private static boolean isEmpty(Object value) {
    return value == null
        || (value instanceof CharSequence && ((CharSequence) value).length() == 0)
        || (value instanceof Collection && ((Collection<?>) value).isEmpty())
        || (value instanceof Map && ((Map<?, ?>) value).isEmpty());
  }
}
