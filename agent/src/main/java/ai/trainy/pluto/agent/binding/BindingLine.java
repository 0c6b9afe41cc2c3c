package ai.trainy.pluto.agent.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A line of a binding, {@code SUBJECT : WORD NAME=PLACE ...}. Between double quotes no character is
 * special: neither a blank nor a colon nor a bar.
 */
final class BindingLine {
  private final String subject;
  private final List<String> words;

  private BindingLine(String subject, List<String> words) {
    this.subject = subject;
    this.words = words;
  }

  /**
   * @param form what was expected, for people
   * @throws IllegalArgumentException if the line has no colon with blanks around it, or more than
   *     one, or nothing on one side
   */
  static BindingLine of(String line, String form) {
    List<String> subject = new ArrayList<>();
    List<String> words = null;
    for (String word : split(line, Character::isWhitespace)) {
      if (word.equals(":")) {
        if (words != null) {
          throw new IllegalArgumentException("expected " + form);
        }
        words = new ArrayList<>();
      } else if (!word.isEmpty()) {
        (words == null ? subject : words).add(word);
      }
    }
    if (subject.isEmpty() || words == null || words.isEmpty()) {
      throw new IllegalArgumentException("expected " + form);
    }
    return new BindingLine(String.join(" ", subject), words);
  }

  /** What the line speaks of. */
  String subject() {
    return subject;
  }

  /** What it says of it; to be taken out one by one. */
  List<String> words() {
    return words;
  }

  /** The alternatives that a word names, {@code PLACE|PLACE}. */
  static List<String> alternatives(String word) {
    return split(word, c -> c == '|');
  }

  private static List<String> split(String text, IntPredicate separator) {
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
