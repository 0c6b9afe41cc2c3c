package ai.trainy.pluto.route;

import org.jspecify.annotations.Nullable;

/**
 * A value, or something inside it, cannot be kept. The message says what it is, for people: {@code
 * a java.util.ArrayList that contains itself}.
 */
public final class NotPlainException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private enum Kind {
    BAD,
    TOO_LARGE,
    UNKNOWN_TYPE
  }

  private final Kind kind;

  private NotPlainException(String reason, Kind kind) {
    // No stack trace: this is an answer, not a fault, and it may come at every log call.
    super(reason, null, false, false);
    this.kind = kind;
  }

  /** Something is wrong with it: the program should know. */
  public static NotPlainException bad(String reason) {
    return new NotPlainException(reason, Kind.BAD);
  }

  /** For what is thrown while {@code value} is read. */
  public static NotPlainException unreadable(@Nullable Object value, Throwable thrown) {
    String type = value == null ? "null" : value.getClass().getName();
    return bad("a " + type + " that cannot be read (" + thrown.getClass().getName() + ")");
  }

  /** There is more in it than is copied of one value. */
  static NotPlainException tooLarge(String reason) {
    return new NotPlainException(reason, Kind.TOO_LARGE);
  }

  /** It is of a kind that has no place, as good as it may be. */
  static NotPlainException unknownType(Object value) {
    return new NotPlainException("a " + value.getClass().getName(), Kind.UNKNOWN_TYPE);
  }

  boolean isTooLarge() {
    return kind == Kind.TOO_LARGE;
  }

  /** Whether it is merely of a kind that has no place. */
  public boolean isUnknownType() {
    return kind == Kind.UNKNOWN_TYPE;
  }
}
