package ai.trainy.pluto.agent.cli.signin;

import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.credentials.Keyring;
import ai.trainy.pluto.messages.Reason;
import java.time.Duration;

/** The keyring for a command that needs the key: this process is our own, so it asks right here. */
public final class OwnKeyring implements Keyring {
  private final Duration patience;

  /**
   * @param patience how long to wait: somebody may have to unlock it first
   */
  public OwnKeyring(Duration patience) {
    this.patience = patience;
  }

  @Override
  public String read() throws KeyUnavailableException {
    try {
      return new LibraryKeyring(patience)
          .read()
          .orElseThrow(() -> new KeyUnavailableException("it has no key"));
    } catch (KeyringFault e) {
      throw new KeyUnavailableException(Reason.of(e));
    }
  }
}
