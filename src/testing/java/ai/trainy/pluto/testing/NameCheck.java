package ai.trainy.pluto.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What names must be so that the server holds them (the protocol, section 20b). */
public final class NameCheck {
  private static final List<String> GROUPS = List.of("constructor", "__proto__", "toString");

  private NameCheck() {}

  /** Returns what is wrong with the name of a series, or null. */
  public static String faultOfSeries(String name) {
    if (PlainCheck.faultOfText(name) != null) {
      return PlainCheck.faultOfText(name);
    }
    if (bytes(name) > 2684) {
      return "a name of " + bytes(name) + " bytes";
    }
    // White space as the server knows it: Java's has no NBSP, and no NEL.
    if (name.matches("(?U)[\\s\\u0085\\u00a0\\u2007\\u202f]*")) {
      return "a blank name";
    }
    int slash = name.lastIndexOf('/');
    return slash > 0 && GROUPS.contains(name.substring(0, slash)) ? "group of " + name : null;
  }

  /** Returns what is wrong with the name of a run, or null. */
  public static String faultOfRun(String name) {
    int length = name.codePointCount(0, name.length());
    return length == 0 || length > 255
        ? "a name of " + length + " characters"
        : PlainCheck.faultOfText(name);
  }

  /** Returns what is wrong with the name of a project, or null. */
  public static String faultOfProject(String name) {
    if (!name.matches("[ -~]{1,255}")) {
      return "a project that is not 1 to 255 characters of visible ASCII: " + name;
    }
    return name.equals(name.strip()) ? faultOfKey(name) : "blanks around the project " + name;
  }

  /** Returns what storage finds wrong with the key of a file, or null. */
  public static String faultOfKey(String key) {
    if (bytes(key) > 1024) {
      return "a key of " + bytes(key) + " bytes";
    }
    for (String part : key.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || bytes(part) > 255) {
        return "'" + part + "' in the key " + key;
      }
    }
    return PlainCheck.faultOfText(key);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
