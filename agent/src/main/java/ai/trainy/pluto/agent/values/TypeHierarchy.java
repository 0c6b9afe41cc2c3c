package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.agent.binding.PublicMethods;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A class of the program, known by its own simple name and those of what it extends and implements:
 * a fat jar may have moved it into another package.
 */
final class TypeHierarchy {
  private final Class<?> type;
  private final Set<String> names = new HashSet<>();

  TypeHierarchy(Class<?> type) {
    this.type = type;
    for (Class<?> each : PublicMethods.ancestors(type)) {
      names.add(simpleName(each));
    }
  }

  Class<?> type() {
    return type;
  }

  boolean is(String simpleName) {
    return names.contains(simpleName);
  }

  boolean isAny(Set<String> simpleNames) {
    return names.stream().anyMatch(simpleNames::contains);
  }

  boolean isAnyOf(Pattern simpleNames) {
    return names.stream().anyMatch(name -> simpleNames.matcher(name).matches());
  }

  /** A method of the class; null if there is none that may be called. */
  @Nullable MethodCall method(Class<?> returned, String name, Class<?>... parameters) {
    return MethodCall.find(type, returned, name, parameters);
  }

  /** Not the JDK's: that loads the classes around a nested one, which may be missing. */
  private static String simpleName(Class<?> type) {
    String name = type.getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
