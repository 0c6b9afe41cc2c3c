package ai.trainy.pluto.agent.binding;

import java.util.Locale;

/** What a client's method does. */
public enum Role {
  /** Collects something for the init that follows on the same object. */
  BUILDER,
  /** Starts a run and returns it. */
  INIT,
  /** Logs a row to the run it is called on. */
  LOG,
  /** Ends the run it is called on. */
  FINISH,
  /** The JVM is asked to exit. */
  EXIT,
  /** An exception ends a thread. */
  UNCAUGHT;

  static Role of(String name) {
    for (Role role : values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
        return role;
      }
    }
    throw new IllegalArgumentException("no such role: " + name);
  }
}
