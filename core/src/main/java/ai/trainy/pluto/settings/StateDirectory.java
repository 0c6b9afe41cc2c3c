package ai.trainy.pluto.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where programs of this user keep what must outlive them, by the customs of the platform. */
final class StateDirectory {
  private StateDirectory() {}

  static Path of(Map<String, String> environment) {
    String asked = environment.get("XDG_STATE_HOME");
    if (asked != null && Path.of(asked).isAbsolute()) {
      return Path.of(asked);
    }
    Path home = Path.of(System.getProperty("user.home", "."));
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (os.contains("windows")) {
      String local = environment.get("LOCALAPPDATA");
      return local == null ? home.resolve("AppData").resolve("Local") : Path.of(local);
    }
    if (os.contains("mac")) {
      return home.resolve("Library").resolve("Application Support");
    }
    return home.resolve(".local").resolve("state");
  }
}
