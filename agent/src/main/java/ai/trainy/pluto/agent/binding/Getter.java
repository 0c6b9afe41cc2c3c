package ai.trainy.pluto.agent.binding;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;

/** A public method without parameters, by its name, of whatever class has one. */
final class Getter {
  private final String name;
  private final ClassValue<Optional<Method>> methods =
      new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
          return PublicMethods.find(type, name);
        }
      };

  Getter(String name) {
    this.name = name;
  }

  /**
   * What it returns for {@code value}.
   *
   * @throws NoSuchMethodException if the class has none
   * @throws InvocationTargetException if it throws
   */
  Object get(Object value) throws ReflectiveOperationException {
    Optional<Method> method = methods.get(value.getClass());
    if (method.isEmpty()) {
      throw new NoSuchMethodException(value.getClass().getName() + "." + name + "()");
    }
    return method.get().invoke(value);
  }
}
