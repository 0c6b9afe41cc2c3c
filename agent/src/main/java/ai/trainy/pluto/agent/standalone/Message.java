package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.PublicMethods;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type whose values are made by a builder, protobuf's messages above all: what we know of the run
 * is set by the names of the builder's methods.
 */
final class Message {
  private final Method newBuilder;
  private final Map<Method, RunProperty> setters = new LinkedHashMap<>();
  private final Method build;
  private final @Nullable Object constant;

  private Message(Method newBuilder, Method build) throws ReflectiveOperationException {
    this.newBuilder = newBuilder;
    this.build = build;
    for (Method method : newBuilder.getReturnType().getMethods()) {
      if (method.getParameterCount() == 1 && !Modifier.isStatic(method.getModifiers())) {
        RunProperty.ofSetter(method.getName()).ifPresent(property -> setters.put(method, property));
      }
    }
    this.constant = setters.isEmpty() ? build.invoke(newBuilder.invoke(null)) : null;
  }

  /** How values of the type are made; empty if that is not by a builder. */
  static Optional<Message> of(Class<?> type) {
    for (String name : new String[] {"newBuilder", "builder"}) {
      try {
        Method newBuilder = type.getMethod(name);
        Method build = newBuilder.getReturnType().getMethod("build");
        if (Modifier.isStatic(newBuilder.getModifiers())
            && type.isAssignableFrom(build.getReturnType())) {
          return Optional.of(new Message(newBuilder, build));
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
        // Then it is not made that way.
      }
    }
    return Optional.empty();
  }

  /** One with what is known; empty if the type does not take it. */
  Optional<Object> with(Function<RunProperty, Object> known) {
    if (constant != null) {
      return Optional.of(constant);
    }
    try {
      Object builder = newBuilder.invoke(null);
      for (Map.Entry<Method, RunProperty> setter : setters.entrySet()) {
        set(builder, setter.getKey(), known.apply(setter.getValue()));
      }
      return Optional.of(build.invoke(builder));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Returns the message with what it lacks and we know; empty if it does not take that. */
  Optional<Object> completed(Object message, Function<RunProperty, Object> known) {
    try {
      Object builder = message.getClass().getMethod("toBuilder").invoke(message);
      for (Map.Entry<Method, RunProperty> setter : setters.entrySet()) {
        if (lacks(message, setter.getKey().getName())) {
          set(builder, setter.getKey(), known.apply(setter.getValue()));
        }
      }
      return Optional.of(build.invoke(builder));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Whether a message says, by the getter to a setter, that nothing was set. */
  private static boolean lacks(Object message, String setter) throws ReflectiveOperationException {
    String part = setter.replaceFirst("^(set|addAll|add)(?=[A-Z])", "");
    for (String getter : new String[] {"has" + part, "get" + part + "List", "get" + part, part}) {
      Optional<Method> found = PublicMethods.find(message.getClass(), getter);
      if (found.isPresent()) {
        Object value = found.get().invoke(message);
        return value == null || value.equals("") || value.equals(false) || value.equals(List.of());
      }
    }
    return false;
  }

  private static void set(Object builder, Method setter, Object value)
      throws IllegalAccessException {
    Optional<Object> converted = TypeConversion.of(value, setter.getParameterTypes()[0]);
    if (converted.isPresent()) {
      try {
        setter.invoke(builder, converted.get());
      } catch (InvocationTargetException e) {
        // A field that does not take it stays as it is.
      }
    }
  }
}
