package ai.trainy.pluto.agent.standalone;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a run goes on or is over, by the names of the methods that tell it. */
enum RunState {
  OVER(Set.of("finished", "closed", "ended", "completed", "over")),
  OPEN(Set.of("open", "active", "alive", "running", "started")),
  /** What some clients ask of their server: where nobody is asked, a run goes on. */
  GOES_ON(Set.of("shouldcontinue", "cancontinue", "continues", "continue", "goeson", "keepgoing"));

  @SuppressWarnings("ImmutableEnumChecker") // nothing changes it
  private final Set<String> names;

  RunState(Set<String> names) {
    this.names = names;
  }

  /** What {@code isFinished} or {@code running} asks. */
  static Optional<RunState> ofGetter(String method) {
    String name =
        (method.startsWith("is") ? method.substring(2) : method)
            .replace("_", "")
            .toLowerCase(Locale.ROOT);
    for (RunState state : values()) {
      if (state.names.contains(name)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** Whether the answer is what the client's own would be. */
  boolean isCertain() {
    return this != GOES_ON;
  }

  boolean is(StandaloneRun run) {
    return run.isOver() == (this == OVER);
  }
}
