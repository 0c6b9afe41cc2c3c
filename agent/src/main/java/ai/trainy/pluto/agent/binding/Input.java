package ai.trainy.pluto.agent.binding;

import java.util.Locale;

/** What a role wants to know from a call. */
public enum Input {
  PROJECT,
  NAME,
  ID,
  NOTES,
  GROUP,
  JOB_TYPE,
  CONFIG,
  ADD_TAGS,
  CLEAR_TAGS,
  DATA,
  STEP,
  EXIT_CODE;

  static Input of(String name) {
    for (Input input : values()) {
      if (input.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return input;
      }
    }
    throw new IllegalArgumentException("no such input: " + name);
  }
}
