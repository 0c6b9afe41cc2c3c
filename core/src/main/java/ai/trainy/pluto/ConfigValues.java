package ai.trainy.pluto;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.route.ConfigPaths;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Updates of a run's config while it is open. Sends only changes, and never replaces config of the
 * program by a logged value of the same name. Thread-safe.
 */
final class ConfigValues {
  /** The config key of an object with values that were logged under the names of config values. */
  static final String LOGGED = "_logged";

  private final Predicate<Map<String, Object>> store;
  private final Row.Refusals refusals;
  private final Messages messages;

  private final Set<String> given = ConcurrentHashMap.newKeySet();
  private final LatestValues last = new LatestValues();
  private final LatestValues lastLogged = new LatestValues();

  /**
   * @param given the keys that the run was opened with
   * @param store stores values to be merged into config; returns false if it could not
   */
  ConfigValues(
      Collection<String> given,
      Predicate<Map<String, Object>> store,
      Row.Refusals refusals,
      Messages messages) {
    this.given.addAll(given);
    this.store = store;
    this.refusals = refusals;
    this.messages = messages;
  }

  /** Merges config that the program sets. */
  void update(Map<String, Object> values) {
    given.addAll(values.keySet());
    int removed = ConfigPaths.removeLong(values);
    if (removed > 0) {
      refusals.longPaths("config", removed);
    }
    values.entrySet().removeIf(entry -> last.isSame(entry.getKey(), entry.getValue()));
    if (!values.isEmpty() && !store.test(values)) {
      // It was not stored, so the same value must count as new.
      values.keySet().forEach(last::forget);
    }
  }

  /**
   * Merges logged values. Existing config stays; a logged value of the same name goes to {@value
   * #LOGGED}.
   */
  void log(Map<String, Object> values) {
    Map<String, Object> free = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          boolean beside = given.contains(key);
          if ((beside ? lastLogged : last).isSame(key, value)) {
            return;
          }
          if (beside) {
            logBeside(key, value);
          } else {
            free.put(key, value);
          }
        });
    if (!free.isEmpty() && !store.test(free)) {
      free.keySet().forEach(last::forget);
    }
  }

  private void logBeside(String key, Object value) {
    messages.say(CoreMessage.VALUE_IS_CONFIG, Shown.of(key), LOGGED);
    Map<String, Object> logged = new LinkedHashMap<>();
    logged.put(key, value);
    int removed = ConfigPaths.removeLong(logged, LOGGED.length() + 1);
    if (removed > 0) {
      refusals.longPaths(key, removed);
    }
    if (!logged.isEmpty() && !store.test(Map.of(LOGGED, logged))) {
      lastLogged.forget(key);
    }
  }
}
