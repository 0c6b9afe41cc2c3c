package ai.trainy.pluto.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The client whose calls are logged to Pluto, as far as core has to know it. Core names none: what
 * logs to Pluto beside a client describes it here. Immutable.
 */
public interface Client {
  /** No client: a program uses core itself. */
  Client NONE = new Client() {};

  /** Its name, for messages. */
  default String name() {
    return "another service";
  }

  /** What people type before a command such as {@code sync}. */
  default String commandLine() {
    return "pluto";
  }

  /** Settings that there are only with this client. */
  default List<Setting> settings() {
    return List.of();
  }

  /** System properties that are read besides those that begin with {@code pluto.}. */
  default Set<String> properties() {
    return Set.of();
  }

  /**
   * Whether its own work is left out, so that Pluto has the only copy of what is logged.
   *
   * @param properties system properties by their names
   * @param environment environment variables by their names
   */
  default boolean isSwitchedOff(Map<String, String> properties, Map<String, String> environment) {
    return false;
  }

  /**
   * What asks the client to log nowhere, in a few words; it holds for Pluto as well, unless a
   * setting says otherwise. Empty if nothing does.
   *
   * @param environment environment variables by their names
   */
  default Optional<String> unwanted(Map<String, String> environment) {
    return Optional.empty();
  }

  /** The variable with the project of runs that the program gives none. */
  default Optional<String> projectVariable() {
    return Optional.empty();
  }

  /** The variable whose key may be used where the client is switched off and there is no other. */
  default Optional<String> keyVariable() {
    return Optional.empty();
  }

  /** Whether a text is a key to the client's service. Such a key is never sent to Pluto. */
  default boolean isKey(String text) {
    return false;
  }

  /** Keys that it adds to a row for itself: they are no values. */
  default Set<String> ownKeys() {
    return Set.of();
  }

  /** The key of a run's notes in its config. */
  default String notesKey() {
    return "_notes";
  }
}
