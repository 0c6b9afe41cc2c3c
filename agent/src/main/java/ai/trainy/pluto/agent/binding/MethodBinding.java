package ai.trainy.pluto.agent.binding;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One method of a client's class: how it may be spelled, what it does, where its inputs are. */
public final class MethodBinding {
  private final List<Signature> spellings;
  private final Role role;
  private final Map<Input, Source> inputs;
  private final boolean optional;

  MethodBinding(List<Signature> spellings, Role role, Map<Input, Source> inputs, boolean optional) {
    this.spellings = List.copyOf(spellings);
    this.role = role;
    this.inputs = inputs.isEmpty() ? new EnumMap<>(Input.class) : new EnumMap<>(inputs);
    this.optional = optional;
  }

  /** The spellings the method had in different versions; a class has one of them. */
  public List<Signature> spellings() {
    return spellings;
  }

  public Role role() {
    return role;
  }

  /** Where each input is; only those the method gives. */
  public Map<Input, Source> inputs() {
    return Collections.unmodifiableMap(inputs);
  }

  /** Whether the binding holds for a class that has none of the spellings. */
  public boolean isOptional() {
    return optional;
  }

  /** Whether a method is this one; parameter types by their full names. */
  public boolean matches(String methodName, List<String> parameterTypes) {
    return spellings.stream().anyMatch(spelling -> spelling.matches(methodName, parameterTypes));
  }

  @Override
  public String toString() {
    return spellings.stream().map(Signature::toString).collect(Collectors.joining(" or "));
  }
}
