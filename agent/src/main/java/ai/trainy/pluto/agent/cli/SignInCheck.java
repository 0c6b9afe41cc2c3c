package ai.trainy.pluto.agent.cli;

/** Is there a key, and does Pluto accept it? */
final class SignInCheck {
  private static final String SUBJECT = "Sign-in";

  private SignInCheck() {}

  static void into(Checkup checkup, SignInState state) {
    if (state.kind() == SignInState.Kind.SIGNED_IN) {
      checkup.ok(SUBJECT, state.text());
    } else {
      checkup.failure(SUBJECT, state.text(), state.advice());
    }
  }
}
