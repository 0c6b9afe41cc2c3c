package ai.trainy.pluto.agent.check;

import java.util.List;

/** One of the facts that decide whether a program logs to Pluto, and how. For one thread. */
public interface Check {
  /** Returns what was found: looks when it is first asked, and answers the same each time. */
  List<Finding> findings();

  /** Returns whether nothing is left to do for the agent in a program. */
  default boolean isObstacle() {
    return false;
  }
}
