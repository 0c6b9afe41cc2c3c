package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.check.Finding;
import ai.trainy.pluto.agent.check.KeyCheck;
import ai.trainy.pluto.agent.cli.signin.SignInState;
import ai.trainy.pluto.settings.Settings;

/** Is there a key, and does Pluto accept it? */
final class SignInCheck {
  private static final String SUBJECT = "Sign-in";

  private SignInCheck() {}

  static void into(Diagnosis diagnosis, Settings settings, KeyCheck key)
      throws InterruptedException {
    key.findings().stream()
        .filter(finding -> finding.level() == Finding.Level.WARNING)
        .forEach(diagnosis::add);
    // Network problems are reported for the services.
    SignInState state = SignInState.of(settings, key, problem -> {});
    if (state.kind() == SignInState.Kind.SIGNED_IN) {
      diagnosis.ok(SUBJECT, state.text());
    } else if (state.kind() == SignInState.Kind.UNCHECKED && !settings.areAddressesClear()) {
      diagnosis.note(SUBJECT, state.text());
    } else {
      diagnosis.failure(SUBJECT, state.text(), state.advice());
    }
  }
}
