package ai.trainy.pluto.agent.start;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of arguments for the launcher ({@code java @FILE}): words between white space, quoted
 * where they hold some, and comments. Files named in a file are not read, as in the launcher.
 */
final class ArgumentFile {
  private static final String DOUBLE_QUOTED = "\"((?:[^\"\\\\]|\\\\[\\s\\S])*)\"";
  private static final String SINGLE_QUOTED = "'((?:[^'\\\\]|\\\\[\\s\\S])*)'";
  private static final Pattern WORD =
      Pattern.compile("#[^\\r\\n]*|(?:[^\\s\"'#]|" + DOUBLE_QUOTED + "|" + SINGLE_QUOTED + ")+");
  private static final Pattern PART =
      Pattern.compile(DOUBLE_QUOTED + "|" + SINGLE_QUOTED + "|[^\"']+");

  /** Within quotes alone; at the end of a line it joins the next one. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:(\\R)[ \\t\\f]*|([\\s\\S]))");

  private ArgumentFile() {}

  /**
   * Returns the arguments in a file.
   *
   * @throws IOException if it cannot be read
   */
  static List<String> read(String file) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return arguments(new String(in.readAllBytes(), Charset.defaultCharset()));
    }
  }

  static List<String> arguments(String text) {
    List<String> arguments = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      if (!word.group().startsWith("#")) {
        arguments.add(unquoted(word.group()));
      }
    }
    return arguments;
  }

  private static String unquoted(String word) {
    StringBuilder plain = new StringBuilder();
    Matcher part = PART.matcher(word);
    while (part.find()) {
      String quoted = part.group(1) == null ? part.group(2) : part.group(1);
      plain.append(quoted == null ? part.group() : unescaped(quoted));
    }
    return plain.toString();
  }

  private static String unescaped(String quoted) {
    return ESCAPE
        .matcher(quoted)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(escape.group(1) == null ? meant(escape.group(2)) : ""));
  }

  private static String meant(String escaped) {
    switch (escaped) {
      case "n":
        return "\n";
      case "r":
        return "\r";
      case "t":
        return "\t";
      case "f":
        return "\f";
      default:
        return escaped;
    }
  }
}
