package ai.trainy.pluto.credentials;

import ai.trainy.pluto.settings.Setting;

/**
 * A key of which it is known where it is. The key itself may be at hand already or have to be asked
 * for. Safe for use by several threads.
 */
public final class Credential {
  /** Where a key is that {@link #in a keyring} was asked for. */
  static final String KEYRING = "the keyring of this system";

  private final String source;
  private final Keyring keyring;
  private ApiKey key; // null until the keyring has answered; guarded by this

  private Credential(String source, Keyring keyring, ApiKey key) {
    this.source = source;
    this.keyring = keyring;
    this.key = key;
  }

  /** A key that is at hand. */
  public static Credential of(ApiKey key) {
    return new Credential(key.source(), null, key);
  }

  /** The key that {@code keyring} holds. */
  public static Credential in(Keyring keyring) {
    return new Credential(KEYRING, keyring, null);
  }

  /**
   * The key. One in a keyring is asked for until it was once had; that blocks as {@link
   * Keyring#read} does.
   *
   * @throws KeyUnavailableException if it cannot be had; the message says why and what to do
   */
  public synchronized ApiKey get() throws KeyUnavailableException, InterruptedException {
    if (key == null) {
      key = ask();
    }
    return key;
  }

  private ApiKey ask() throws KeyUnavailableException, InterruptedException {
    String why;
    try {
      return ApiKey.of(keyring.read(), source);
    } catch (IllegalArgumentException | KeyUnavailableException e) {
      why = e.getMessage();
    }
    throw new KeyUnavailableException(
        "could not get "
            + this
            + " ("
            + why
            + "). Sign in again (java -jar pluto-wandb-agent.jar login) or set "
            + Setting.API_KEY.variable());
  }

  /** Where it is: {@code PLUTO_API_KEY}, a file, the keyring. */
  public String source() {
    return source;
  }

  @Override
  public String toString() {
    return "the key in " + source;
  }
}
