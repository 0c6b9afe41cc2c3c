package ai.trainy.pluto.settings;

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
  private final List<String> problems = new ArrayList<>();

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
      problems.add(
          "agent option '" + pair + "' is not understood; expected name=value. It is ignored.");
      return;
    }
    String name = pair.substring(0, equals).strip();
    Optional<Setting> setting = Setting.ofOption(name);
    if (setting.isPresent()) {
      values.put(setting.get(), pair.substring(equals + 1).strip());
    } else {
      problems.add(
          "agent option '"
              + name
              + "' is unknown"
              + Nearest.of(name, Setting.options())
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse(".")
              + " It is ignored.");
    }
  }

  Map<Setting, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** One line for each option that could not be read. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }
}
