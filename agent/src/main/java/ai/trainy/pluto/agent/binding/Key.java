package ai.trainy.pluto.agent.binding;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key of a map, or of an object of a JSON library, by its methods {@code opt} or {@code get}. */
final class Key {
  private final String key;
  private final ClassValue<Optional<Method>> methods =
      new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
          // The first is org.json's, whose get throws where nothing is.
          return PublicMethods.find(type, "opt", String.class)
              .or(() -> PublicMethods.find(type, "get", String.class));
        }
      };

  private final ClassValue<Optional<Method>> putters =
      new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
          return PublicMethods.find(type, "put", String.class, Object.class);
        }
      };

  Key(String key) {
    this.key = key;
  }

  String name() {
    return key;
  }

  /**
   * What is under the key in {@code value}.
   *
   * @throws NoSuchMethodException if that is neither a map nor such an object
   * @throws InvocationTargetException if it throws
   */
  @Nullable Object get(Object value) throws ReflectiveOperationException {
    if (value instanceof Map) {
      try {
        return ((Map<?, ?>) value).get(key);
      } catch (RuntimeException e) {
        // A sorted map of other keys, say.
        throw new InvocationTargetException(e);
      }
    }
    Optional<Method> method = methods.get(value.getClass());
    if (method.isEmpty()) {
      throw new NoSuchMethodException(value.getClass().getName() + ".get(String)");
    }
    return method.get().invoke(value, key);
  }

  /**
   * Puts {@code content} under the key in {@code value}.
   *
   * @throws NoSuchMethodException if that is neither a map nor has a method {@code put}
   * @throws InvocationTargetException if it throws
   */
  @SuppressWarnings("unchecked") // a map that takes no texts says so itself
  void put(Object value, Object content) throws ReflectiveOperationException {
    if (value instanceof Map) {
      try {
        ((Map<Object, Object>) value).put(key, content);
        return;
      } catch (RuntimeException e) {
        throw new InvocationTargetException(e);
      }
    }
    Optional<Method> method = putters.get(value.getClass());
    if (method.isEmpty()) {
      throw new NoSuchMethodException(value.getClass().getName() + ".put(String,Object)");
    }
    method.get().invoke(value, key, content);
  }
}
