package ai.trainy.pluto.agent.binding;

import java.util.List;

/** What a file of bindings says. */
public final class BindingFile {
  /** One that says nothing. */
  public static final BindingFile EMPTY = new BindingFile(List.of(), List.of());

  private final List<ClientBinding> clients;
  private final List<ValueBinding> values;

  BindingFile(List<ClientBinding> clients, List<ValueBinding> values) {
    this.clients = List.copyOf(clients);
    this.values = List.copyOf(values);
  }

  /** Each woven by itself, all of it or nothing. */
  public List<ClientBinding> clients() {
    return clients;
  }

  /** Which objects are media and the like. */
  public List<ValueBinding> values() {
    return values;
  }
}
