package ai.trainy.pluto;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.route.HeldName;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Records the originals of names that Pluto cannot store: in the run's config under {@value #KEY},
 * by the hash at the end of the changed name. Prints a message. Thread-safe.
 */
final class NameChanges {
  static final String KEY = "_pluto_names";

  /**
   * Each original is a column of the run table. Further ones are identified by their hash alone.
   */
  private static final int MAX_ORIGINALS = 100;

  private static final int MAX_ORIGINAL_LENGTH = 8192;

  private final Consumer<Map<String, Object>> config;
  private final Messages messages;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * @param config merges values into the run's config
   */
  NameChanges(Consumer<Map<String, Object>> config, Messages messages) {
    this.config = config;
    this.messages = messages;
  }

  /** Records that {@code given} is called {@code held} in Pluto. */
  void note(String given, String held) {
    if (known.size() < MAX_ORIGINALS && known.add(HeldName.hash(held))) {
      config.accept(Map.of(KEY, Map.of(HeldName.hash(held), original(given))));
    }
    messages.say(CoreMessage.NAME_CHANGED, Shown.of(given), Shown.of(held), KEY);
  }

  /** Returns a name in a form that config can store. */
  static String original(String given) {
    int end = Math.min(given.length(), MAX_ORIGINAL_LENGTH);
    StringBuilder original = new StringBuilder(end);
    given
        .substring(0, end)
        .codePoints()
        .forEach(
            c -> {
              if (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                original.append(String.format("\\u%04x", c));
              } else {
                original.appendCodePoint(c);
              }
            });
    return end == given.length()
        ? original.toString()
        : original.append("... (").append(given.length()).append(" characters)").toString();
  }
}
