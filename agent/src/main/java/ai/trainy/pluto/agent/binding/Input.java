package ai.trainy.pluto.agent.binding;

import java.util.Locale;
import java.util.Optional;

/** What a role wants to know from a call. */
public enum Input {
  PROJECT,
  NAME,
  ID,
  ENTITY,
  NOTES,
  GROUP,
  JOB_TYPE,
  CONFIG,
  ADD_TAGS,
  CLEAR_TAGS,
  /** {@code RUN_ID?_step=N}, as wandb has it. */
  FORK_FROM,
  /** Where the client's own count of steps begins. */
  FIRST_STEP,
  /** What a step that is given does to that count: no, at, after. */
  STEPS_FOLLOW,
  /** What the client would send to open the run: a message, or the builder of one. */
  RECORD,
  /** What tells runs apart: an object, or a constant where there is only one. */
  RUN,
  /** A row: names and values. */
  DATA,
  /** The name of a value that is logged alone. */
  KEY,
  VALUE,
  STEP,
  /** Where the client puts the step for its caller to see: under a key of its argument. */
  STEP_INTO,
  EXIT_CODE,
  THROWN,
  TAGS,
  TITLE,
  TEXT,
  LEVEL,
  /** A path, a pattern, or several of these. */
  FILES,
  ARTIFACT,
  FILE,
  /** What the call returns where the client's own code is left out. */
  ANSWER;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Texts that one must be, where it is no matter of the call. */
  Optional<String> form() {
    switch (this) {
      case FIRST_STEP:
        return Optional.of("\\d{1,15}");
      case STEPS_FOLLOW:
        return Optional.of("no|at|after");
      default:
        return Optional.empty();
    }
  }

  static Optional<Input> of(String name) {
    for (Input input : values()) {
      if (input.text.equals(name)) {
        return Optional.of(input);
      }
    }
    return Optional.empty();
  }

  /** The name in bindings. */
  public String text() {
    return text;
  }
}
