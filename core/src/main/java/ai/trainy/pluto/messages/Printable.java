package ai.trainy.pluto.messages;

import java.nio.charset.StandardCharsets;

/**
 * Texts of servers and programs as people see them: what would move a terminal's cursor, change its
 * colours or begin a line of its own is escaped.
 */
public final class Printable {
  /** Bytes of a line, its end included. */
  static final int MAX_LINE = 2048;

  private static final byte[] GAP = " ... ".getBytes(StandardCharsets.US_ASCII);

  private Printable() {}

  /** Returns the text with its control characters as {@code \n}, {@code \t} or {@code \\u001b}. */
  public static String escaped(String text) {
    return escaped(text, Character.MAX_VALUE);
  }

  /** Returns the text in printable ASCII, everything else escaped. */
  static String ascii(String text) {
    return escaped(text, '~');
  }

  private static String escaped(String text, char last) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > last || isControl(text, i)) {
        escaped =
            escaped == null ? new StringBuilder(text.length() + 16).append(text, 0, i) : escaped;
        append(escaped, c);
      } else if (escaped != null) {
        escaped.append(c);
      }
    }
    return escaped == null ? text : escaped.toString();
  }

  private static void append(StringBuilder escaped, char c) {
    switch (c) {
      case '\n':
        escaped.append("\\n");
        break;
      case '\r':
        escaped.append("\\r");
        break;
      case '\t':
        escaped.append("\\t");
        break;
      default:
        escaped.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          escaped.append(Character.forDigit(c >> shift & 0xF, 16));
        }
    }
  }

  private static boolean isControl(String text, int index) {
    char c = text.charAt(index);
    if (c < 0x7F) {
      return c < ' ';
    }
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
        return true;
      case Character.SURROGATE:
        return !isOfPair(text, index);
      default:
        // These turn the direction of what follows.
        return c == '\u061c' || (c >= '\u200e' && c <= '\u200f') || isEmbedding(c);
    }
  }

  private static boolean isEmbedding(char c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
  }

  private static boolean isOfPair(String text, int index) {
    int high = Character.isHighSurrogate(text.charAt(index)) ? index : index - 1;
    return high >= 0
        && high + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(high), text.charAt(high + 1));
  }

  /**
   * Returns a line in UTF-8. Of one that is too long the middle is left out: it begins with what
   * happened and ends with what to do.
   *
   * @param text without its end
   */
  static byte[] line(String text) {
    byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (line.length <= MAX_LINE) {
      return line;
    }
    int head = MAX_LINE * 2 / 3;
    while (isContinuation(line[head])) {
      head--;
    }
    int tail = line.length - (MAX_LINE - head - GAP.length);
    while (isContinuation(line[tail])) {
      tail++;
    }
    byte[] bounded = new byte[head + GAP.length + line.length - tail];
    System.arraycopy(line, 0, bounded, 0, head);
    System.arraycopy(GAP, 0, bounded, head, GAP.length);
    System.arraycopy(line, tail, bounded, head + GAP.length, line.length - tail);
    return bounded;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
