package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.Role;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The calls that each thread is in. A client's method that does its work by another of the same
 * purpose is one call: the outermost.
 */
final class Nesting {
  private static final class Level {
    final Role role;
    final Run run;

    Level(Role role, Run run) {
      this.role = role;
      this.run = run;
    }
  }

  private final ThreadLocal<Deque<Level>> levels = ThreadLocal.withInitial(ArrayDeque::new);

  /** Whether this thread is in a call of that purpose already. */
  boolean isIn(Role role, Run run) {
    for (Level level : levels.get()) {
      if (level.run == run && level.role.isOneWith(role)) {
        return true;
      }
    }
    return false;
  }

  /** A call begins; it ends with {@link #leave}. */
  void enter(Role role, Run run) {
    levels.get().push(new Level(role, run));
  }

  /** The call that began last ends. */
  void leave() {
    Deque<Level> open = levels.get();
    open.poll();
    if (open.isEmpty()) {
      // Threads of the program keep nothing of ours.
      levels.remove();
    }
  }
}
