package ai.trainy.pluto.agent.weave;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/** Types by which a piece of the program is passed: Runnable, Supplier, Kotlin's functions. */
final class FunctionalTypes {
  /** Functions that are no work of the program. */
  private static final Set<String> OTHERS =
      Set.of("java.util.Comparator", "java.util.concurrent.Executor");

  private static final Pattern OF_LANGUAGES =
      Pattern.compile("kotlin\\.jvm\\.functions\\.Function\\d+|scala\\.Function\\d+");

  /**
   * What the one method of a function is called, where the interface does not say that it is one.
   */
  private static final Pattern CALLS =
      Pattern.compile(
          "run|call|get|apply|accept|invoke|execute|handle|test|perform|compute|body|train"
              + "|(on|do|handle)[A-Z].*");

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
    if (!type.isInterface() || OTHERS.contains(type.getName())) {
      return Optional.empty();
    }
    Map<String, MethodDescription> methods = new LinkedHashMap<>();
    collect(type, methods);
    return methods.values().stream()
        .filter(method -> methods.size() == 1 && isCalled(type, method))
        .findFirst();
  }

  /** Whether it is there to be called: {@code interface Named { String name(); }} is a thing. */
  private static boolean isCalled(TypeDescription type, MethodDescription method) {
    return OF_LANGUAGES.matcher(type.getName()).matches()
        || CALLS.matcher(method.getName()).matches()
        || type.getDeclaredAnnotations().isAnnotationPresent(FunctionalInterface.class);
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
