package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.credentials.Keyring;
import java.time.Duration;

/** The keyring for a command that uploads: this process is our own, so it is asked right here. */
final class OwnKeyring implements Keyring {
  /** Somebody may have to unlock it first. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String read() throws KeyUnavailableException {
    try {
      return new LibraryKeyring(PATIENCE)
          .read()
          .orElseThrow(() -> new KeyUnavailableException("it has no key"));
    } catch (KeyringFault e) {
      throw new KeyUnavailableException(e.getMessage());
    }
  }
}
