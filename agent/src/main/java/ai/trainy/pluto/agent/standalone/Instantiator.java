package ai.trainy.pluto.agent.standalone;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Optional;

/**
 * Objects without the work of their constructors, as deserialization makes them. By reflection: the
 * JDK keeps the way to do it in a module that not every Java has.
 */
public final class Instantiator {
  private Instantiator() {}

  /** Whether this Java can make any. */
  public static boolean isPossible() {
    return of(Object.class).isPresent();
  }

  /** An object of the class; empty if there can be none of it. */
  static Optional<Object> of(Class<?> type) {
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      return Optional.empty();
    }
    try {
      Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
      Object theFactory = factory.getMethod("getReflectionFactory").invoke(null);
      Constructor<?> bare =
          (Constructor<?>)
              factory
                  .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                  .invoke(theFactory, type, Object.class.getConstructor());
      return Optional.of(bare.newInstance());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }
}
