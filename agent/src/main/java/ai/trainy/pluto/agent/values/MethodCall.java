package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.agent.binding.PublicMethods;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A public method of the program's classes, called with no argument or one. */
final class MethodCall {
  private final MethodHandle method;
  private final Class<?> returned;

  private MethodCall(MethodHandle method, Class<?> returned) {
    this.method = method;
    this.returned = returned;
  }

  /**
   * A method that {@code type} has, or inherits.
   *
   * @param returned what its result must be
   * @return null if there is none that may be called
   */
  static @Nullable MethodCall find(
      Class<?> type, Class<?> returned, String name, Class<?>... parameters) {
    MethodCall found = find(type, name, parameters);
    return found != null && returned.isAssignableFrom(found.returned) ? found : null;
  }

  /** The same, whatever it returns. */
  static @Nullable MethodCall find(Class<?> type, String name, Class<?>... parameters) {
    Method found = PublicMethods.find(type, name, parameters).orElse(null);
    if (found == null) {
      return null;
    }
    try {
      MethodHandle method = MethodHandles.publicLookup().unreflect(found);
      // One type for all, so that calls are exact: they happen for every value that is logged.
      MethodType generic = MethodType.genericMethodType(1 + parameters.length);
      return new MethodCall(method.asFixedArity().asType(generic), found.getReturnType());
    } catch (IllegalAccessException | LinkageError e) {
      return null;
    }
  }

  /**
   * Makes a call without an argument, and one with. For the first of each the JVM makes code, which
   * takes longer than to log a row: it is there then for those of the program's classes.
   */
  static void prepare() {
    // As clients' classes mostly are: not final, and the argument is a String.
    Properties object = new Properties();
    Objects.requireNonNull(find(Properties.class, "stringPropertyNames")).call(object);
    Objects.requireNonNull(find(Properties.class, "getProperty", String.class)).call(object, "");
  }

  /** The method, always called with these arguments. */
  MethodCall with(Object... arguments) {
    return new MethodCall(MethodHandles.insertArguments(method, 1, arguments), returned);
  }

  /** The type that the method says it returns. */
  Class<?> returned() {
    return returned;
  }

  Object call(Object receiver) {
    try {
      return method.invokeExact(receiver);
    } catch (Throwable e) {
      throw MethodCall.<RuntimeException>asItIs(e);
    }
  }

  Object call(Object receiver, Object argument) {
    try {
      return method.invokeExact(receiver, argument);
    } catch (Throwable e) {
      throw MethodCall.<RuntimeException>asItIs(e);
    }
  }

  /** What is thrown may be checked; ForeignValues catches all. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E asItIs(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
