package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;

/** Are the settings those of somebody who wants to log to Pluto? */
final class SettingsCheck {
  private static final String SUBJECT = "Settings";
  private static final String CORRECT = "Correct it, or remove it.";

  private static final String ALONE =
      "Remove it, or set " + Setting.MODE.variable() + "=online alone.";

  private SettingsCheck() {}

  static void into(Diagnosis checkup, AgentOptions options, Settings settings) {
    options.problems().forEach(problem -> checkup.warning(SUBJECT, problem.toString(), CORRECT));
    for (Notice each : settings.problems()) {
      String problem = each.toString();
      if (settings.isModeClear()) {
        checkup.warning(SUBJECT, problem, CORRECT);
      } else {
        checkup.failure(SUBJECT, problem, CORRECT);
      }
    }
    settings.hints().forEach(hint -> checkup.warning(SUBJECT, hint.toString(), CORRECT));
    if (settings.modeNotice().isPresent()) {
      checkup.failure(SUBJECT, settings.modeNotice().get().toString(), ALONE);
    } else if (settings.isModeClear() && settings.mode() != Mode.ONLINE) {
      checkup.failure(
          SUBJECT,
          settings.modeReason()
              + ": "
              + (settings.mode() == Mode.OFFLINE
                  ? "data is kept on disk, and nothing is uploaded"
                  : "nothing is logged to Pluto"),
          ALONE);
    } else if (settings.problems().isEmpty()
        && settings.hints().isEmpty()
        && options.problems().isEmpty()) {
      checkup.ok(SUBJECT, "no problems found");
    }
    if (settings.isOnlyCopy()) {
      checkup.note(SUBJECT, Wandb.DISABLE_LOGGING + ": programs log to Pluto alone, not to wandb");
    }
  }
}
