package ai.trainy.pluto.settings;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Notice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text behind the {@code =} of {@code -javaagent:JAR=}: {@code name=value} pairs with commas
 * between them. What cannot be read is left out and said.
 */
public final class AgentOptions {
  private final Map<Setting, String> values = new HashMap<>();
  private final List<Notice> problems = new ArrayList<>();

  private final Client client;
  private final List<Setting> all = new ArrayList<>(Setting.ofCore());

  /**
   * Those of a program without a client.
   *
   * @param text the options, null or empty where there are none
   */
  public AgentOptions(@Nullable String text) {
    this(text, Client.NONE);
  }

  /** Those of a program with a client, whose settings may be among them. */
  public AgentOptions(@Nullable String text, Client client) {
    this.client = client;
    all.addAll(client.settings());
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
    Optional<Setting> setting = all.stream().filter(each -> each.option().equals(name)).findFirst();
    if (setting.isPresent()) {
      values.put(setting.get(), pair.substring(equals + 1).strip());
    } else {
      problems.add(
          Suggestion.of(name, all.stream().map(Setting::option).collect(Collectors.toList()))
              .map(near -> Notice.of(CoreMessage.OPTION_MISSPELT, name, near))
              .orElseGet(() -> Notice.of(CoreMessage.OPTION_UNKNOWN, name)));
    }
  }

  Client client() {
    return client;
  }

  /** Every setting there is: core's, then the client's. */
  List<Setting> all() {
    return Collections.unmodifiableList(all);
  }

  Map<Setting, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** One line for each option that could not be read. */
  public List<Notice> problems() {
    return Collections.unmodifiableList(problems);
  }
}
