package ai.trainy.pluto.agent.cli.signin;

import java.util.Optional;

/** The keyring of the operating system, as signing in and out use it. */
public interface SystemKeyring {
  /** The key kept there; empty if there is none. */
  Optional<String> read() throws KeyringFault;

  /** Keeps a key there, in place of one that is there. On return it was read back. */
  void store(String key) throws KeyringFault;

  /**
   * Removes the key.
   *
   * @return whether there was one
   */
  boolean remove() throws KeyringFault;
}
