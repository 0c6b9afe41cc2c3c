package ai.trainy.pluto.agent.values;

/** A value has more in it than is copied. */
final class TooLargeException extends UnreadableException {
  private static final long serialVersionUID = 1;

  TooLargeException(String reason) {
    super(reason);
  }
}
