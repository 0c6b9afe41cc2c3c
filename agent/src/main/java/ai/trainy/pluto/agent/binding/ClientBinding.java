package ai.trainy.pluto.agent.binding;

import java.util.List;

/** One client: its classes, which are bound all or none. */
public final class ClientBinding {
  private final List<ClassBinding> classes;

  ClientBinding(List<ClassBinding> classes) {
    this.classes = List.copyOf(classes);
  }

  public List<ClassBinding> classes() {
    return classes;
  }
}
