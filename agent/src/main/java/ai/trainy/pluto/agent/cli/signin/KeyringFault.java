package ai.trainy.pluto.agent.cli.signin;

/** There is no keyring here, or none that works. */
public final class KeyringFault extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param why for people: what happened, as a part of a sentence
   */
  KeyringFault(String why) {
    super(why);
  }
}
