package ai.trainy.pluto.route;

/** A value, or something inside it, is none that can be kept. The message says what it is. */
public final class NotPlainException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean unknownType;

  private NotPlainException(String reason, boolean unknownType) {
    // No stack trace: this is an answer, not a fault, and it may come at every log call.
    super(reason, null, false, false);
    this.unknownType = unknownType;
  }

  /** Something is wrong with it: the program should know. */
  static NotPlainException bad(String reason) {
    return new NotPlainException(reason, false);
  }

  /** It is of a kind that has no place, as good as it may be. */
  static NotPlainException unknownType(Object value) {
    return new NotPlainException("a " + value.getClass().getName(), true);
  }

  /** Whether it is merely of a kind that has no place. */
  public boolean isUnknownType() {
    return unknownType;
  }
}
