package ai.trainy.pluto.agent.binding;

import java.util.List;

/** One client: its classes, which are bound all or none. */
public final class ClientBinding {
  private final String name;
  private final List<ClassBinding> classes;

  ClientBinding(String name, List<ClassBinding> classes) {
    this.name = name;
    this.classes = List.copyOf(classes);
  }

  /** Where it is described, for messages. */
  public String name() {
    return name;
  }

  public List<ClassBinding> classes() {
    return classes;
  }
}
