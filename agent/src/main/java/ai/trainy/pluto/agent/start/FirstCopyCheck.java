package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.check.Check;
import ai.trainy.pluto.agent.check.Finding;
import ai.trainy.pluto.agent.hook.Hook;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Optional;

/** Is this the first copy of the agent in this JVM that has something to do? */
final class FirstCopyCheck implements Check {
  private final Instrumentation instrumentation;

  private boolean asked;
  private Optional<Hook> hook = Optional.empty();

  FirstCopyCheck(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Returns the hook, which only the first copy gets. */
  Hook hook() {
    return defined().orElseThrow();
  }

  private Optional<Hook> defined() {
    if (!asked) {
      hook = Hook.define(instrumentation);
      asked = true;
    }
    return hook;
  }

  @Override
  public boolean isObstacle() {
    return defined().isEmpty();
  }

  /** Nothing is said: the first copy logs what both were started for. */
  @Override
  public List<Finding> findings() {
    return List.of();
  }
}
