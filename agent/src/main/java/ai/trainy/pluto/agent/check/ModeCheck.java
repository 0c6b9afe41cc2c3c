package ai.trainy.pluto.agent.check;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.List;

/** Is Pluto on, and is wandb? */
public final class ModeCheck implements Check {
  private static final String SUBJECT = "Settings";

  private static final String ADVICE =
      "Remove it, or set " + Setting.MODE.variable() + "=online alone.";

  private final Settings settings;
  private final JavaCheck java;

  ModeCheck(Settings settings, JavaCheck java) {
    this.settings = settings;
    this.java = java;
  }

  /** Returns one for who asks for nothing else. */
  public static ModeCheck of(Settings settings) {
    return new ModeCheck(settings, new JavaCheck(settings));
  }

  /** Returns whether wandb is switched off and can be, so that Pluto has the only copy. */
  public boolean isStandalone() {
    return java.isStandalone();
  }

  /** With wandb switched off, its calls have to be answered though nothing is logged. */
  @Override
  public boolean isObstacle() {
    return settings.mode() == Mode.DISABLED && !isStandalone();
  }

  @Override
  public List<Finding> findings() {
    if (settings.mode() == Mode.DISABLED && isStandalone()) {
      return List.of(
          failure(
              Notice.of(
                  AgentMessage.LOGGED_NOWHERE, Wandb.DISABLE_LOGGING, settings.modeReason())));
    }
    if (settings.modeNotice().isPresent()) {
      return List.of(failure(settings.modeNotice().get()));
    }
    if (settings.mode() == Mode.DISABLED) {
      return List.of(failure(settings.modeReason() + ": nothing is logged to Pluto"));
    }
    if (settings.mode() == Mode.OFFLINE && settings.isModeClear()) {
      return List.of(
          failure(settings.modeReason() + ": data is kept on disk, and nothing is uploaded"));
    }
    return List.of();
  }

  private static Finding failure(Notice notice) {
    return failure(notice.toString()).saying(notice);
  }

  private static Finding failure(String text) {
    return Finding.failure(SUBJECT, text, ADVICE);
  }
}
