package ai.trainy.pluto.agent.binding;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Methods of the program's classes that anyone may call. The class of an object is often not public
 * or not exported; what it inherits from one that is can be called through that.
 */
public final class PublicMethods {
  private PublicMethods() {}

  /**
   * A method of {@code type} that can be called from everywhere.
   *
   * @return nothing if there is none, or if the class cannot be looked into because classes that
   *     its methods mention are missing
   */
  public static Optional<Method> find(Class<?> type, String name, Class<?>... parameters) {
    for (Class<?> owner : ancestors(type)) {
      if (isOpen(owner)) {
        try {
          Method method = owner.getMethod(name, parameters);
          if (isOpen(method.getDeclaringClass()) && !Modifier.isStatic(method.getModifiers())) {
            return Optional.of(method);
          }
        } catch (NoSuchMethodException | LinkageError notHere) {
          // Perhaps where it was inherited from.
        }
      }
    }
    return Optional.empty();
  }

  /** The class, and what it extends and implements, the nearer ones first. */
  public static Set<Class<?>> ancestors(Class<?> type) {
    Set<Class<?>> ancestors = new LinkedHashSet<>();
    Deque<Class<?>> interfaces = new ArrayDeque<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      ancestors.add(each);
      Collections.addAll(interfaces, each.getInterfaces());
    }
    while (!interfaces.isEmpty()) {
      Class<?> each = interfaces.remove();
      if (ancestors.add(each)) {
        Collections.addAll(interfaces, each.getInterfaces());
      }
    }
    return ancestors;
  }

  private static boolean isOpen(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && type.getModule().isExported(type.getPackageName());
  }
}
