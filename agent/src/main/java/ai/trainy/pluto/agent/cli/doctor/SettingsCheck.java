package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.check.Finding;
import ai.trainy.pluto.agent.check.ModeCheck;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Settings;
import java.util.List;

/** Are the settings those of somebody who wants to log to Pluto? */
final class SettingsCheck {
  private static final String SUBJECT = "Settings";
  private static final String CORRECT = "Correct it, or remove it.";

  private SettingsCheck() {}

  static void into(Diagnosis checkup, AgentOptions options, Settings settings, ModeCheck mode) {
    List<Finding> before = List.copyOf(checkup.findings());
    options.problems().forEach(problem -> checkup.warning(SUBJECT, problem.toString(), CORRECT));
    for (Notice problem : settings.problems()) {
      if (problem.message() == CoreMessage.SETTING_UNCLEAR) {
        checkup.failure(SUBJECT, problem.toString(), CORRECT);
      } else {
        checkup.warning(SUBJECT, problem.toString(), CORRECT);
      }
    }
    settings.hints().forEach(hint -> checkup.warning(SUBJECT, hint.toString(), CORRECT));
    checkup.addAll(mode);
    if (checkup.findings().equals(before)) {
      checkup.ok(SUBJECT, "no problems found");
    }
    if (mode.isStandalone() && settings.mode() != Mode.DISABLED) {
      checkup.note(SUBJECT, Wandb.DISABLE_LOGGING + ": programs log to Pluto alone, not to wandb");
    }
  }
}
