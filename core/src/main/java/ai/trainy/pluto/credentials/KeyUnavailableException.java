package ai.trainy.pluto.credentials;

/** A key that is known to be somewhere cannot be had from there. */
public final class KeyUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param why for people: what happened, as a part of a sentence, without the key
   */
  public KeyUnavailableException(String why) {
    super(why);
  }
}
