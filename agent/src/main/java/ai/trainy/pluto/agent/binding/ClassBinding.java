package ai.trainy.pluto.agent.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One class of a client, and its bound methods. */
public final class ClassBinding {
  private final String name;
  private final boolean relocatable;
  private final List<MethodBinding> methods = new ArrayList<>();
  private final List<MethodBinding> standaloneMethods = new ArrayList<>();

  ClassBinding(String name, boolean relocatable, List<MethodBinding> methods) {
    this.name = name;
    this.relocatable = relocatable;
    for (MethodBinding method : methods) {
      (method.isAlone() ? standaloneMethods : this.methods).add(method);
    }
    standaloneMethods.addAll(this.methods);
  }

  /** The class's binary name, as the client's own jar has it. */
  public String name() {
    return name;
  }

  /** Whether a fat jar may have moved it. */
  public boolean isRelocatable() {
    return relocatable;
  }

  /** What its methods are while the client does its own work. */
  public List<MethodBinding> methods() {
    return methods;
  }

  /** What they are where the client's own code is left out; of two for a method, the first. */
  public List<MethodBinding> standaloneMethods() {
    return standaloneMethods;
  }

  /**
   * What stands before the bound name in {@code className}: empty for the class itself, a package
   * with its dot for one that was moved.
   *
   * @return nothing if it is another class
   */
  public Optional<String> prefixIn(String className) {
    if (className.equals(name)) {
      return Optional.of("");
    }
    return relocatable && className.endsWith("." + name)
        ? Optional.of(className.substring(0, className.length() - name.length()))
        : Optional.empty();
  }
}
