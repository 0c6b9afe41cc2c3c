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

  static void into(Diagnosis diagnosis, AgentOptions options, Settings settings, ModeCheck mode) {
    List<Finding> before = List.copyOf(diagnosis.findings());
    options.problems().forEach(problem -> diagnosis.warning(SUBJECT, problem.toString(), CORRECT));
    for (Notice problem : settings.problems()) {
      if (problem.message() == CoreMessage.SETTING_UNCLEAR) {
        diagnosis.failure(SUBJECT, problem.toString(), CORRECT);
      } else {
        diagnosis.warning(SUBJECT, problem.toString(), CORRECT);
      }
    }
    settings.hints().forEach(hint -> diagnosis.warning(SUBJECT, hint.toString(), CORRECT));
    diagnosis.addAll(mode);
    if (diagnosis.findings().equals(before)) {
      diagnosis.ok(SUBJECT, "no problems found");
    }
    if (mode.isStandalone() && settings.mode() != Mode.DISABLED) {
      diagnosis.note(
          SUBJECT, Wandb.DISABLE_LOGGING + ": programs log to Pluto alone, not to wandb");
    }
  }
}
