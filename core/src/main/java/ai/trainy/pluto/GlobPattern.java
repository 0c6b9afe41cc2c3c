package ai.trainy.pluto;

import java.nio.file.FileSystem;
import java.util.regex.Pattern;

/**
 * Translates a glob to a regular expression over paths with slashes. {@code PathMatcher} is not
 * suitable: it treats braces as alternatives and {@code **} as at least one directory, and rejects
 * a single bracket.
 */
final class GlobPattern {
  private static final String VISIBLE = "(?!\\.)";
  private static final String DIRECTORIES = "(?:" + VISIBLE + "[^/]+/)*";

  private GlobPattern() {}

  /**
   * @param system whose names are matched: Windows' in any case
   */
  static Pattern compile(String glob, FileSystem system) {
    StringBuilder regex = new StringBuilder();
    String[] names = glob.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      boolean last = i == names.length - 1;
      if (!names[i].equals("**")) {
        regex.append(name(names[i])).append(last ? "" : "/");
      } else {
        regex.append(DIRECTORIES).append(last ? name("*") : "");
      }
    }
    boolean anyCase = system.getSeparator().equals("\\");
    return Pattern.compile(
        regex.toString(), anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
  }

  private static String name(String glob) {
    StringBuilder regex = new StringBuilder(glob.startsWith(".") ? "" : VISIBLE);
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      // The first character in brackets may be a bracket itself.
      int end = c == '[' ? glob.indexOf(']', i + (glob.startsWith("!", i + 1) ? 3 : 2)) : -1;
      if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (end > 0) {
        regex.append(oneOf(glob.substring(i + 1, end)));
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  private static String oneOf(String characters) {
    boolean not = characters.startsWith("!");
    // Ranges stay; everything else is a literal.
    String literal = characters.substring(not ? 1 : 0).replaceAll("[\\\\\\[\\]^&]", "\\\\$0");
    return "(?!/)[" + (not ? "^" : "") + literal + "]";
  }
}
