package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;

/** Holds a binding against the real classes of a client. */
final class BindingCheck {
  private final ClientClasses classes;

  BindingCheck(ClientClasses classes) {
    this.classes = classes;
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
      for (MethodBinding binding : bound.methods()) {
        if (!binding.isOptional()
            && methods.stream().noneMatch(method -> Methods.is(method, binding))) {
          return Optional.of(
              className
                  + " has no "
                  + binding
                  + " but "
                  + methods.stream()
                      .filter(MethodDescription::isPublic)
                      .map(Methods::describe)
                      .collect(Collectors.joining(", ")));
        }
      }
    }
    return Optional.empty();
  }
}
