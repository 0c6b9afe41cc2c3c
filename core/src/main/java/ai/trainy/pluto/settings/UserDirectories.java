package ai.trainy.pluto.settings;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where files of this user belong, by the customs of the platform. Every path is absolute: in a
 * container whose user has no entry in passwd, {@code user.home} is {@code ?}, which would be a
 * directory of the program's.
 */
final class UserDirectories {
  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final String os;
  private final FileSystem system;

  /**
   * @param properties system properties by their names; of those that are missing, this JVM's count
   */
  UserDirectories(Map<String, String> properties, Map<String, String> environment) {
    this(properties, environment, FileSystems.getDefault());
  }

  UserDirectories(
      Map<String, String> properties, Map<String, String> environment, FileSystem system) {
    this.system = system;
    this.properties = properties;
    this.environment = environment;
    this.os = property("os.name").toLowerCase(Locale.ROOT);
  }

  /** The user's home directory: {@code user.home}, else what the environment says. */
  Optional<Path> home() {
    return absolute(property("user.home"))
        .or(() -> absolute(environment.get(isWindows() ? "USERPROFILE" : "HOME")));
  }

  /** What must outlive a program, for this machine alone. */
  Optional<Path> state() {
    Optional<Path> asked = absolute(environment.get("XDG_STATE_HOME"));
    if (asked.isPresent()) {
      return asked;
    }
    if (isWindows()) {
      return localAppData();
    }
    return home()
        .map(
            home ->
                isMac()
                    ? home.resolve("Library").resolve("Application Support")
                    : home.resolve(".local").resolve("state"));
  }

  /** Where Python's keyring library keeps its files. */
  Optional<Path> pythonKeyring() {
    if (isWindows()) {
      return absolute(environment.get("LOCALAPPDATA"))
          .or(() -> absolute(environment.get("ProgramData")))
          .or(this::localAppData)
          .map(base -> base.resolve("Python Keyring"));
    }
    return absolute(environment.get("XDG_DATA_HOME"))
        .or(() -> home().map(home -> home.resolve(".local").resolve("share")))
        .map(base -> base.resolve("python_keyring"));
  }

  private Optional<Path> localAppData() {
    return absolute(environment.get("LOCALAPPDATA"))
        .or(() -> home().map(home -> home.resolve("AppData").resolve("Local")));
  }

  boolean isWindows() {
    return os.contains("windows");
  }

  boolean isMac() {
    return os.contains("mac");
  }

  /** A directory for temporary files, which other users write to as well. */
  Path temporary() {
    return system.getPath(property("java.io.tmpdir")).toAbsolutePath();
  }

  /** What tells this user's directories from those of others there: a name, else a number. */
  String userName() {
    String name = property("user.name");
    return name.isEmpty() || name.equals("?") ? userId() : name.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /** The user's number; their name where the system does not tell it. */
  String userId() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException | RuntimeException noProcFileSystem) {
      return property("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
    }
  }

  private String property(String name) {
    String value = properties.get(name);
    return value == null ? System.getProperty(name, "") : value;
  }

  private Optional<Path> absolute(@Nullable String path) {
    try {
      return Optional.ofNullable(path).map(system::getPath).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
