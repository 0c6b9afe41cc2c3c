package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.Role;

/**
 * The calls that each thread is in. A client's method that does its work by another of the same
 * purpose is one call: the outermost.
 */
final class Nesting {
  // There is one of these in a JVM, and nothing static but the hook.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Level> innermost = new ThreadLocal<>();

  /**
   * Whether this thread is in a call of that purpose already.
   *
   * @param run null for an init: there is none yet
   */
  boolean isIn(Role role, Run run) {
    for (Level level = innermost.get(); level != null; level = level.outer) {
      if (level.run == run && level.role.isOneWith(role)) {
        return true;
      }
    }
    return false;
  }

  /**
   * This thread is in a call from now on, and until its outcome is told. To be the last that is
   * done when a call is entered: if anything failed after it, nobody would tell the outcome.
   *
   * @param then what is done with the outcome
   */
  Outcome enter(Role role, Run run, Outcome then) {
    Level level = new Level(role, run, innermost.get(), then);
    innermost.set(level);
    return level;
  }

  private final class Level implements Outcome {
    private final Role role;
    private final Run run;
    private final Level outer;
    private final Outcome then;

    Level(Role role, Run run, Level outer, Outcome then) {
      this.role = role;
      this.run = run;
      this.outer = outer;
      this.then = then;
    }

    /** Leaves whatever was entered within and never left, too. */
    @Override
    public void of(Object returned, Throwable thrown) throws Exception {
      if (outer == null) {
        // Threads of the program keep nothing of ours.
        innermost.remove();
      } else {
        innermost.set(outer);
      }
      then.of(returned, thrown);
    }
  }
}
