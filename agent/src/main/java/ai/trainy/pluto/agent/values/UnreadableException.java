package ai.trainy.pluto.agent.values;

import org.jspecify.annotations.Nullable;

/**
 * A value of the program cannot be read. Without a stack trace: it is thrown on the program's
 * thread, and caught a few frames up.
 */
class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason what the value is, for people: {@code a list that contains itself}
   */
  UnreadableException(String reason) {
    super(reason, null, false, false);
  }

  /** For what is thrown while {@code value} is read. */
  static UnreadableException of(@Nullable Object value, Throwable thrown) {
    return new UnreadableException(
        "a "
            + (value == null ? "null" : value.getClass().getName())
            + " that cannot be read ("
            + thrown.getClass().getName()
            + ")");
  }
}
