package ai.trainy.pluto.route;

/** A value, or something inside it, is none that can be kept. The message says what it is. */
public final class NotPlainException extends Exception {
  private static final long serialVersionUID = 1;

  NotPlainException(String reason) {
    // No stack trace: this is an answer, not a fault, and it may come at every log call.
    super(reason, null, false, false);
  }
}
