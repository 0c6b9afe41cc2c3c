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
  private final Map<Input, Sources> inputs;
  private final boolean optional;
  private final boolean alone;

  /**
   * @param alone whether it holds only where the client's own code is left out
   * @throws IllegalArgumentException if the inputs are not those of the role, or come from
   *     arguments that the method has not
   */
  MethodBinding(
      List<Signature> spellings,
      Role role,
      Map<Input, Sources> inputs,
      boolean optional,
      boolean alone) {
    this.spellings = List.copyOf(spellings);
    this.role = role;
    this.inputs = inputs.isEmpty() ? new EnumMap<>(Input.class) : new EnumMap<>(inputs);
    this.optional = optional;
    this.alone = alone || role.isOfInertClients();
    role.check(inputs.keySet());
    inputs.forEach(this::check);
  }

  /** A method that no line of a binding speaks of. */
  public static MethodBinding unbound(Role role) {
    return new MethodBinding(List.of(), role, Map.of(), true, true);
  }

  private void check(Input input, Sources sources) {
    if (input.form().isPresent() && !sources.areText(input.form().get())) {
      throw new IllegalArgumentException(
          input.text() + " is a text of the binding that looks like " + input.form().get());
    }
    if (input == Input.STEP_INTO && !sources.areKey()) {
      throw new IllegalArgumentException(
          input.text() + " is one key of an argument, such as arg0[\"_step\"]");
    }
    for (Signature spelling : spellings) {
      if (sources.arguments() > spelling.parameters()) {
        throw new IllegalArgumentException(
            input.text() + " is an argument that " + spelling + " has not");
      }
    }
    if (input == Input.RECORD && sources.areOfTheResult()) {
      throw new IllegalArgumentException(
          input.text() + " is read where nothing is returned: not from the result");
    }
    if (role != Role.INIT && sources.areOfTheResult()) {
      throw new IllegalArgumentException(
          input.text() + " is of the result, which only an init is asked for");
    }
  }

  /** The spellings the method had in different versions; a class has one of them. */
  public List<Signature> spellings() {
    return spellings;
  }

  public Role role() {
    return role;
  }

  /** Whether nothing is known of a call without the object that the method is called on. */
  public boolean needsObject() {
    return role == Role.BUILDER
        || (role.isOfRun() && !inputs.containsKey(Input.RUN))
        || inputs.values().stream().anyMatch(Sources::areOfThis);
  }

  /** Whether what the method returns is what tells its run from others. */
  public boolean returnsRun() {
    Sources run = inputs.get(Input.RUN);
    return role == Role.INIT && (run == null || run.areOfTheResult());
  }

  /** Where each input is; only those the method gives. */
  public Map<Input, Sources> inputs() {
    return Collections.unmodifiableMap(inputs);
  }

  /** Whether the binding holds for a class that has none of the spellings. */
  public boolean isOptional() {
    return optional;
  }

  /** Whether it holds only where the client's own code is left out. */
  public boolean isAlone() {
    return alone;
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
