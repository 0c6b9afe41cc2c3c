package ai.trainy.pluto.agent.cli.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people read them. */
public final class Formats {
  /** A word, or a command of ours with what belongs to it; the blanks before it belong to it. */
  private static final Pattern WORD =
      Pattern.compile(
          "\\s*(\\(?java -jar \\S+(?: (?:login|sync)\\b(?: --[a-z-]+)*(?: (?:'[^']*'|/\\S+))?)?\\S*"
              + "|\\S+)");

  private Formats() {}

  /** "1 run", "2 runs", "1,234 runs". */
  public static String of(long count, String what) {
    return number(count) + " " + what + (count == 1 ? "" : "s");
  }

  public static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /**
   * A text in lines of so many characters, broken between words. Commands to copy stay whole, and
   * so do words that are longer.
   *
   * @param columns 0 for a text that is not broken
   */
  public static List<String> lines(String text, int columns) {
    if (columns == 0 || text.length() <= columns) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      if (line.length() > 0 && line.length() + word.group().length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? word.group(1) : word.group());
    }
    lines.add(line.toString());
    return lines;
  }

  /** "45 s", "5 min", "3 h", "2 d". */
  public static String of(Duration time) {
    if (time.toMinutes() == 0) {
      return time.toSeconds() + " s";
    }
    if (time.toHours() == 0) {
      return time.toMinutes() + " min";
    }
    return time.toDays() == 0 ? time.toHours() + " h" : time.toDays() + " d";
  }

  /** "812 B", "3.4 MB". */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 999.95) {
      size /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %sB", size, "kMGTPE".charAt(unit));
  }
}
