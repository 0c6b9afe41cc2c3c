package ai.trainy.pluto.agent.binding;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One method of a client's class: how it may be spelled, what it does, where its inputs are. */
public final class MethodBinding {
  private final List<Signature> spellings;
  private final Role role;
  private final Map<Input, Sources> inputs;
  private final Set<Word> words;

  /** What may be said of a method in one word. */
  enum Word {
    /** The binding holds for a class that has none of the spellings. */
    OPTIONAL,
    /** The line holds only where the client's own code is left out. */
    ALONE,
    /** An init whose own code runs all the same, and that of its run's other methods. */
    KEEP;

    /** As bindings have it. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws IllegalArgumentException if the inputs are not those of the role, or come from
   *     arguments that the method has not
   */
  MethodBinding(List<Signature> spellings, Role role, Map<Input, Sources> inputs, Set<Word> words) {
    this.spellings = List.copyOf(spellings);
    this.role = role;
    this.inputs = inputs.isEmpty() ? new EnumMap<>(Input.class) : new EnumMap<>(inputs);
    this.words = words.isEmpty() ? EnumSet.noneOf(Word.class) : EnumSet.copyOf(words);
    if (this.words.contains(Word.KEEP) && role != Role.INIT) {
      throw new IllegalArgumentException(
          "keep is a role of its own, or a word behind an init, and not behind " + role.text());
    }
    role.check(inputs.keySet());
    inputs.forEach(this::check);
  }

  /** A method that no line of a binding speaks of. */
  public static MethodBinding unbound(Role role) {
    return new MethodBinding(List.of(), role, Map.of(), EnumSet.of(Word.OPTIONAL, Word.ALONE));
  }

  /**
   * A method that no line of a binding speaks of and that is left out.
   *
   * @param answer what it returns, as in a binding
   */
  public static MethodBinding unbound(String answer) {
    return new MethodBinding(
        List.of(),
        Role.SKIP,
        Map.of(Input.ANSWER, Sources.of(answer)),
        EnumSet.of(Word.OPTIONAL, Word.ALONE));
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
    return words.contains(Word.OPTIONAL);
  }

  /** Whether it holds only where the client's own code is left out. */
  public boolean isAlone() {
    return words.contains(Word.ALONE) || role.isStandaloneOnly();
  }

  /** Of an init: whether its own code is to run where the client's is left out. */
  public boolean isKept() {
    return words.contains(Word.KEEP);
  }

  /** Whether a method of that name may be this one. */
  public boolean isNamed(String methodName) {
    for (Signature spelling : spellings) {
      if (spelling.isNamed(methodName)) {
        return true;
      }
    }
    return false;
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
