package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.MethodBinding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/** A class's methods as bindings speak of them. */
final class Methods {
  private Methods() {}

  /** What a program calls: no bridges, no synthetic methods, nothing without a body. */
  static List<MethodDescription> callable(TypeDescription type) {
    return type.getDeclaredMethods().stream()
        .filter(method -> method.isMethod() && !method.isSynthetic())
        .filter(method -> !method.isAbstract() && !method.isNative())
        .collect(Collectors.toList());
  }

  /** Whether a method is the bound one. */
  static boolean is(MethodDescription method, MethodBinding binding) {
    // To know the types takes long.
    return binding.isNamed(method.getName())
        && binding.matches(method.getName(), parameterTypes(method));
  }

  /** The line that speaks of a method; of two, the first. */
  static Optional<MethodBinding> line(List<MethodBinding> lines, MethodDescription method) {
    return lines.stream().filter(line -> is(method, line)).findFirst();
  }

  /** The erased types of the parameters, by their full names; of arrays as people write them. */
  static List<String> parameterTypes(MethodDescription method) {
    return method.getParameters().asTypeList().asErasures().stream()
        .map(TypeDescription::getActualName)
        .collect(Collectors.toList());
  }

  /** Class, method and descriptor, by which a handler knows it. */
  static String fullName(ClientClass type, MethodDescription method) {
    return type.name() + "." + method.getName() + method.getDescriptor();
  }

  /** As in a source file, with the class's simple name and the parameters' full ones. */
  static String inSource(MethodDescription method) {
    String owner = method.getDeclaringType().asErasure().getActualName();
    String call = method.getName() + "(" + String.join(", ", parameterTypes(method)) + ")";
    return (owner.substring(owner.lastIndexOf('.') + 1) + "." + call)
        .replaceAll("(\\w)\\$(?=\\w)", "$1.");
  }

  /** For messages: name and simple parameter types. */
  static String describe(MethodDescription method) {
    return method.getName()
        + method.getParameters().asTypeList().asErasures().stream()
            .map(type -> type.getActualName().replaceAll(".*[.$]", ""))
            .collect(Collectors.joining(",", "(", ")"));
  }
}
