package ai.trainy.pluto.agent.weave;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** A program that uses the client of one class loader. */
final class Program {
  private final ClassLoader client;

  Program(ClassLoader client) {
    this.client = client;
  }

  Class<?> type(String className) throws ReflectiveOperationException {
    return Class.forName(className, true, client);
  }

  Object newBuilder() throws ReflectiveOperationException {
    return type(CompiledClient.BUILDER).getDeclaredConstructor().newInstance();
  }

  Object newRun() throws Throwable {
    return call(newBuilder(), "build");
  }

  /** Calls a method by its name and the shape of the arguments; throws what it throws. */
  static Object call(Object receiver, String name, Object... arguments) throws Throwable {
    for (Method method : receiver.getClass().getMethods()) {
      if (method.getName().equals(name) && takes(method, arguments)) {
        try {
          return method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      }
    }
    throw new NoSuchMethodException(receiver.getClass().getName() + "." + name);
  }

  private static boolean takes(Method method, Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      boolean fits =
          types[i] == int.class
              ? arguments[i] instanceof Integer
              : arguments[i] == null || types[i].isInstance(arguments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  static Object read(Object object, String field) throws ReflectiveOperationException {
    return object.getClass().getField(field).get(object);
  }

  static void write(Object object, String field, Object value) throws ReflectiveOperationException {
    Field target = object.getClass().getField(field);
    target.set(object, value);
  }
}
