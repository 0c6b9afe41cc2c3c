package ai.trainy.pluto.agent.binding;

import ai.trainy.pluto.settings.Suggestion;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client's method does, and which inputs it has: those it must have, then the others. */
public enum Role {
  /** Collects something for the init that follows on the same object. */
  BUILDER("", "project name id entity notes group job-type config add-tags clear-tags fork-from"),
  /** Starts a run. */
  INIT(
      "",
      "run project name id entity notes group job-type config add-tags fork-from first-step"
          + " steps-follow record"),
  /** Logs a row, or one value. */
  LOG("", "run data key value step step-into answer"),
  /** Ends the run. */
  FINISH("", "run exit-code answer"),
  /** Gives the run tags in place of those it has. */
  TAGS("tags", "run answer"),
  /** Gives the run more tags. */
  ADD_TAGS("tags", "run answer"),
  /** Has a message mailed. */
  ALERT("title", "run text level answer"),
  /** Saves files with the run. */
  SAVE("files", "run answer"),
  /** Logs an artifact, or a file as one. */
  ARTIFACT("", "run artifact file name answer"),
  /** Of no use to Pluto, and not to be run where the client's own code is left out. */
  SKIP("", "run answer"),
  /** Of no use to Pluto, and its own code runs although the client's is left out. */
  KEEP("", ""),
  /** Tells which run was opened last, where the client itself cannot know. */
  CURRENT("", ""),
  /** The JVM is asked to exit. */
  EXIT("exit-code", ""),
  /** An exception ends a thread. */
  UNCAUGHT("thrown", ""),
  /** Writes to a file, which may be stdout or stderr. */
  PRINT("", "");

  /** What is bound of the JDK alone. */
  private static final Set<Role> OF_THE_JVM = EnumSet.of(EXIT, UNCAUGHT, PRINT);

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String needed;
  private final String others;

  Role(String needed, String others) {
    this.needed = needed;
    this.others = others;
  }

  static Role of(String name) {
    for (Role role : values()) {
      if (role.text().equals(name)) {
        return role;
      }
    }
    List<String> known =
        Arrays.stream(values())
            .filter(role -> !OF_THE_JVM.contains(role))
            .map(Role::text)
            .collect(Collectors.toList());
    throw new IllegalArgumentException(
        "no such role: "
            + name
            + Suggestion.of(name, known).map(near -> "; did you mean " + near + "?").orElse(".")
            + " Roles are "
            + String.join(", ", known));
  }

  /**
   * An input of the role, by its name.
   *
   * @throws IllegalArgumentException if the role has none of that name
   */
  Input input(String name) {
    List<String> known = words(needed + " " + others);
    Optional<Input> input = Input.of(name);
    if (input.isPresent() && known.contains(name)) {
      return input.get();
    }
    String meant =
        Suggestion.of(name, known)
            .filter(near -> input.isEmpty())
            .map(near -> "; did you mean " + near + "? It has ")
            .orElse("; it has ");
    throw new IllegalArgumentException(
        text()
            + " has no input "
            + name
            + meant
            + (known.isEmpty() ? "none" : String.join(", ", known)));
  }

  /**
   * Checks what a method gives.
   *
   * @throws IllegalArgumentException if it does not give what is needed
   */
  void check(Set<Input> given) {
    for (String input : words(needed)) {
      require(given.contains(input(input)), input);
    }
    if (this == LOG) {
      require(
          given.contains(Input.DATA) != given.contains(Input.KEY)
              && given.contains(Input.KEY) == given.contains(Input.VALUE),
          "data, or key and value");
    } else if (this == ARTIFACT) {
      require(given.contains(Input.ARTIFACT) != given.contains(Input.FILE), "artifact, or file");
    }
  }

  private void require(boolean held, String what) {
    if (!held) {
      throw new IllegalArgumentException(text() + " needs " + what);
    }
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toList());
  }

  /** Whether it is something that is done with a run that was started before. */
  boolean isOfRun() {
    return this != BUILDER
        && this != INIT
        && this != KEEP
        && this != CURRENT
        && !OF_THE_JVM.contains(this);
  }

  /** Whether it means anything only where the client's own code is left out. */
  boolean isStandaloneOnly() {
    return this == SKIP || this == KEEP || this == CURRENT;
  }

  /** The name in bindings. */
  public String text() {
    return text;
  }

  /**
   * Whether calls of both are one call when one makes the other: a client's methods of one purpose
   * often do.
   */
  public boolean isOneWith(Role other) {
    return this == other || (isTags() && other.isTags());
  }

  private boolean isTags() {
    return this == TAGS || this == ADD_TAGS;
  }
}
