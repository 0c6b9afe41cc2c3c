package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;

/** Holds a binding against the real classes of a client. */
final class BindingValidator {
  /** For clients that have one run at a time, and no object that stands for it. */
  private static final String NAME_THE_RUN =
      "; say in the binding which run it is, such as run=\"main\"";

  private final ClientClasses classes;
  private final Function<ClassBinding, List<MethodBinding>> lines;

  /**
   * @param lines which lines of a class's binding hold
   */
  BindingValidator(ClientClasses classes, Function<ClassBinding, List<MethodBinding>> lines) {
    this.classes = classes;
    this.lines = lines;
  }

  /**
   * What the binding requires and the client does not have, for people; empty if all is there.
   *
   * @param prefix the package a fat jar moved the client into, with its dot; else empty
   */
  Optional<String> mismatch(ClientBinding client, String prefix) {
    for (ClassBinding bound : client.classes()) {
      String className = prefix + bound.name();
      if (!classes.has(className)) {
        return Optional.of("there is no class " + className);
      }
      List<MethodDescription> methods = Methods.callable(classes.describe(className));
      for (MethodBinding binding : lines.apply(bound)) {
        Optional<String> mismatch = mismatch(binding, methods);
        if (mismatch.isPresent()) {
          return mismatch.map(what -> className + what);
        }
      }
    }
    return Optional.empty();
  }

  /** What is wrong, to be read behind the class's name. */
  private static Optional<String> mismatch(MethodBinding binding, List<MethodDescription> methods) {
    List<MethodDescription> bound =
        methods.stream().filter(method -> Methods.is(method, binding)).collect(Collectors.toList());
    if (bound.isEmpty() && !binding.isOptional()) {
      return Optional.of(
          " has no "
              + binding
              + " but "
              + methods.stream()
                  .filter(MethodDescription::isPublic)
                  .map(Methods::describe)
                  .collect(Collectors.joining(", ")));
    }
    for (MethodDescription method : bound) {
      if (method.isStatic() && binding.needsObject()) {
        return Optional.of(
            "." + Methods.describe(method) + " is static and has no 'this'" + NAME_THE_RUN);
      }
      if (binding.returnsRun() && method.getReturnType().represents(void.class)) {
        return Optional.of("." + Methods.describe(method) + " returns nothing" + NAME_THE_RUN);
      }
    }
    return Optional.empty();
  }
}
