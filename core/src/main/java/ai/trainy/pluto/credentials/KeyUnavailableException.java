package ai.trainy.pluto.credentials;

/** A key that is known to be somewhere cannot be had from there. */
public final class KeyUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean known;

  /**
   * @param why for people: what happened, as a part of a sentence, without the key
   */
  public KeyUnavailableException(String why) {
    this(why, false);
  }

  /**
   * @param known whether people have been told already
   */
  KeyUnavailableException(String why, boolean known) {
    super(why);
    this.known = known;
  }

  /** Whether people have been told already, when the program started. */
  public boolean isKnown() {
    return known;
  }
}
