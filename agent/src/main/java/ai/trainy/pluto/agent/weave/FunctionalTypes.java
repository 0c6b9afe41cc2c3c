package ai.trainy.pluto.agent.weave;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/** Types by which a piece of the program is passed: Runnable, Supplier, Kotlin's functions. */
final class FunctionalTypes {
  /** Interfaces of one method whose objects are things and not functions. */
  private static final Set<String> THINGS =
      Set.of(
          "java.io.Closeable",
          "java.io.Flushable",
          "java.lang.AutoCloseable",
          "java.lang.CharSequence",
          "java.lang.Comparable",
          "java.lang.Iterable",
          "java.lang.Readable",
          "java.util.Comparator",
          "java.util.concurrent.Executor",
          "java.nio.file.Path",
          "scala.collection.IterableOnce");

  private FunctionalTypes() {}

  /** The parameter by which a method takes a piece of the program; empty if it takes none. */
  static OptionalInt parameter(MethodDescription method) {
    for (int i = 0; i < method.getParameters().size(); i++) {
      TypeDescription type = method.getParameters().get(i).getType().asErasure();
      while (type.isArray()) {
        type = type.getComponentType();
      }
      if (function(type).isPresent()) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** The one method that objects of the type have to have; empty if it is no such type. */
  static Optional<MethodDescription> function(TypeDescription type) {
    if (!type.isInterface() || THINGS.contains(type.getName())) {
      return Optional.empty();
    }
    Map<String, MethodDescription> methods = new LinkedHashMap<>();
    collect(type, methods);
    return methods.size() == 1 ? Optional.of(methods.values().iterator().next()) : Optional.empty();
  }

  private static void collect(TypeDescription type, Map<String, MethodDescription> methods) {
    for (TypeDescription each : type.getInterfaces().asErasures()) {
      collect(each, methods);
    }
    for (MethodDescription method : type.getDeclaredMethods()) {
      String name = method.getInternalName() + method.getDescriptor();
      if (!method.isAbstract()) {
        methods.remove(name);
      } else if (!isOfEveryObject(method)) {
        methods.put(name, method);
      }
    }
  }

  private static boolean isOfEveryObject(MethodDescription method) {
    return TypeDescription.ForLoadedType.of(Object.class).getDeclaredMethods().stream()
        .filter(MethodDescription::isPublic)
        .anyMatch(
            each ->
                each.getInternalName().equals(method.getInternalName())
                    && each.getDescriptor().equals(method.getDescriptor()));
  }
}
