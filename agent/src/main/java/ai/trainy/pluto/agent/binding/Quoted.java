package ai.trainy.pluto.agent.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Text in which a part may stand between double quotes, where no character is special. */
final class Quoted {
  private Quoted() {}

  /** The words of a line; there are blanks between them. */
  static List<String> words(String line) {
    List<String> words = split(line, Character::isWhitespace);
    words.removeIf(String::isEmpty);
    return words;
  }

  /**
   * What stands between separators.
   *
   * @throws IllegalArgumentException if a quote does not end
   */
  static List<String> split(String text, IntPredicate separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (!quoted && separator.test(c)) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote that does not end: " + text.substring(start));
    }
    parts.add(text.substring(start));
    return parts;
  }
}
