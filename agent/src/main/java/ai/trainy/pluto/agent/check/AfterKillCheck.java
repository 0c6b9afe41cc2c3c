package ai.trainy.pluto.agent.check;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Can a process be started that uploads what a killed program leaves behind, if one is wanted? */
public final class AfterKillCheck implements Check {
  private final Settings settings;

  AfterKillCheck(Settings settings) {
    this.settings = settings;
  }

  /** Returns whether one is wanted and can be. */
  public boolean isWatched() {
    return isWanted() && obstacle().isEmpty();
  }

  @Override
  public List<Finding> findings() {
    Optional<String> obstacle = isWanted() ? obstacle() : Optional.empty();
    if (obstacle.isEmpty()) {
      return List.of();
    }
    Notice line =
        Notice.of(
            AgentMessage.KILL_WATCH_IMPOSSIBLE, Setting.AFTER_KILL.variable(), obstacle.get());
    return List.of(Finding.warning("Settings", line.toString(), "Remove it.").saying(line));
  }

  private boolean isWanted() {
    return settings.is(Setting.AFTER_KILL, "watch");
  }

  /** Returns why there can be none; empty if there can. */
  private static Optional<String> obstacle() {
    if (!Files.isExecutable(Path.of("/bin/sh"))) {
      return Optional.of("this system has no /bin/sh");
    }
    return ProcessHandle.current().pid() == 1
        ? Optional.of("this program is process 1, and nothing here outlives that")
        : Optional.empty();
  }
}
