package ai.trainy.pluto.credentials;

/**
 * The keyring of the operating system, as far as a program with a run has to do with it.
 *
 * <p>Behind it may be a service that is locked, slow, or waiting for somebody to answer a question.
 */
public interface Keyring {
  /** The service under which the key is kept; the reference client's (the protocol, section 18). */
  String SERVICE = "pluto";

  /** The account under which the key is kept. */
  String ACCOUNT = "pluto";

  /**
   * The key kept there, as it was stored. Blocks until the keyring has answered, but for seconds at
   * most; never called on a thread of the program.
   *
   * @throws KeyUnavailableException if there is none, or it cannot be had; the message says why
   */
  String read() throws KeyUnavailableException, InterruptedException;
}
