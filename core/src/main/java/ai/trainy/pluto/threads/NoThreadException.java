package ai.trainy.pluto.threads;

/** A thread could not be started. */
public final class NoThreadException extends Exception {
  private static final long serialVersionUID = 1;

  NoThreadException(Throwable cause) {
    super("no thread can be started (" + cause.getMessage() + ")", cause);
  }
}
