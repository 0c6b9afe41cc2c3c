package ai.trainy.pluto.route;

/** Texts as their UTF-8, without making it. */
final class Utf8 {
  /** The length of a text that Pluto cannot store: with U+0000 or half of a surrogate pair. */
  static final int NOT_STORABLE = -1;

  private Utf8() {}

  /**
   * Returns how many bytes a text has.
   *
   * @return {@link #NOT_STORABLE} if Pluto cannot store it; no more than {@code atMost} + 1 if it
   *     is longer than that
   */
  static int length(String text, int atMost) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return NOT_STORABLE;
      } else if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (isPairAt(text, i)) {
        bytes += 4;
        i++;
      } else {
        return NOT_STORABLE;
      }
      if (bytes > atMost) {
        return atMost + 1;
      }
    }
    return bytes;
  }

  /** Returns the longest beginning of a storable text that has at most {@code most} bytes. */
  static String cut(String text, int most) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > most) {
        return text.substring(0, end);
      }
      end += Character.charCount(c);
    }
    return text;
  }

  /** Returns the text with U+FFFD in place of what cannot be stored. */
  static String storable(String text) {
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> storable.appendCodePoint(isStorable(c) ? c : 0xFFFD));
    return storable.toString();
  }

  private static boolean isStorable(int c) {
    return c != 0 && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static boolean isPairAt(String text, int index) {
    return index + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
  }
}
