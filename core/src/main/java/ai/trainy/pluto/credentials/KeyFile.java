package ai.trainy.pluto.credentials;

import ai.trainy.pluto.settings.Settings;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The file in which the reference client's sign-in leaves the key where there is no OS keyring (the
 * protocol, section 18): INI, section {@code [pluto]}, option {@code pluto}, the value in base64
 * over continuation lines.
 */
final class KeyFile {
  private static final String SECTION = "[pluto]";
  private static final String OPTION = "pluto";

  private final Path path;

  KeyFile(Path path) {
    this.path = path;
  }

  static KeyFile ofThisUser(Settings settings) {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (os.contains("windows")) {
      String base =
          settings.foreign("LOCALAPPDATA").or(() -> settings.foreign("ProgramData")).orElse(".");
      return new KeyFile(Path.of(base, "Python Keyring", "keyring_pass.cfg"));
    }
    Path data =
        settings
            .foreign("XDG_DATA_HOME")
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home", "."), ".local", "share"));
    return new KeyFile(data.resolve("python_keyring").resolve("keyring_pass.cfg"));
  }

  /** The stored key; empty if there is none or the file cannot be read. */
  Optional<String> read() {
    String text;
    // Not Files.readString: its channel would be closed under a thread whose interrupt flag is set.
    try (FileInputStream file = new FileInputStream(path.toFile())) {
      text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException absentOrUnreadable) {
      return Optional.empty();
    }
    StringBuilder base64 = new StringBuilder();
    boolean inSection = false;
    boolean inOption = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.startsWith("[")) {
        inSection = line.strip().equals(SECTION);
        inOption = false;
      } else if (inSection && !line.isEmpty() && !Character.isWhitespace(line.charAt(0))) {
        int equals = line.indexOf('=');
        inOption = equals > 0 && line.substring(0, equals).strip().equalsIgnoreCase(OPTION);
        base64.append(inOption ? line.substring(equals + 1).strip() : "");
      } else if (inOption) {
        base64.append(line.strip());
      }
    }
    return decode(base64.toString());
  }

  private static Optional<String> decode(String base64) {
    try {
      String key = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      return Optional.of(key).filter(text -> !text.isBlank());
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
