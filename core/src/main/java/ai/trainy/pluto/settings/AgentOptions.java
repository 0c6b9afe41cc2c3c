package ai.trainy.pluto.settings;

import ai.trainy.pluto.notice.CoreMessage;
import ai.trainy.pluto.notice.Notice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text behind the {@code =} of {@code -javaagent:pluto-wandb-agent.jar=}: {@code name=value}
 * pairs with commas between them. What cannot be read is left out and said.
 */
public final class AgentOptions {
  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final List<Notice> problems = new ArrayList<>();

  /**
   * @param text the options, null or empty where there are none
   */
  public AgentOptions(String text) {
    for (String pair : text == null ? new String[0] : text.split(",")) {
      if (!pair.isBlank()) {
        read(pair.strip());
      }
    }
  }

  private void read(String pair) {
    int equals = pair.indexOf('=');
    if (equals <= 0) {
      problems.add(Notice.of(CoreMessage.OPTION_UNREADABLE, pair));
      return;
    }
    String name = pair.substring(0, equals).strip();
    Optional<Setting> setting = Setting.ofOption(name);
    if (setting.isPresent()) {
      values.put(setting.get(), pair.substring(equals + 1).strip());
    } else {
      problems.add(
          Nearest.of(name, Setting.options())
              .map(near -> Notice.of(CoreMessage.OPTION_MISSPELT, name, near))
              .orElseGet(() -> Notice.of(CoreMessage.OPTION_UNKNOWN, name)));
    }
  }

  Map<Setting, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** One line for each option that could not be read. */
  public List<Notice> problems() {
    return Collections.unmodifiableList(problems);
  }
}
