package ai.trainy.pluto.agent.standalone;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** An object of an interface whose methods do nothing and answer what says nothing. */
final class NullObject implements InvocationHandler {
  /** What runs an interface's own code, which Java has from 16 on. */
  private static final @Nullable Method INVOKE_DEFAULT = invokeDefault();

  private final Class<?> type;

  private NullObject(Class<?> type) {
    this.type = type;
  }

  /** Null if there can be none of the interface. */
  static @Nullable Object of(Class<?> type) {
    try {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, new NullObject(type));
    } catch (IllegalArgumentException | LinkageError closed) {
      return null;
    }
  }

  private static @Nullable Method invokeDefault() {
    try {
      return InvocationHandler.class.getMethod(
          "invokeDefault", Object.class, Method.class, Object[].class);
    } catch (NoSuchMethodException olderJava) {
      return null;
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofEveryObject(proxy, method.getName(), arguments);
    }
    if (method.isDefault() && INVOKE_DEFAULT != null) {
      try {
        return INVOKE_DEFAULT.invoke(null, proxy, method, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
    Class<?> returned = method.getReturnType();
    return returned != Object.class && returned.isInstance(proxy)
        ? proxy
        : DefaultValues.of(returned);
  }

  private Object ofEveryObject(Object proxy, String method, Object[] arguments) {
    switch (method) {
      case "equals":
        return proxy == arguments[0];
      case "hashCode":
        return System.identityHashCode(proxy);
      default:
        return "empty " + type.getSimpleName();
    }
  }
}
