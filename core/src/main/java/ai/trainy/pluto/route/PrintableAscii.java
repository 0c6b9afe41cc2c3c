package ai.trainy.pluto.route;

/** The one rule the reference client has for names of projects, runs and metrics. */
public final class PrintableAscii {
  private PrintableAscii() {}

  /**
   * Every code point outside 0x20 to 0x7E becomes one {@code -} (the protocol, section 14). The
   * same object comes back when there is nothing to change.
   */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintable(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    text.codePoints().forEach(c -> ascii.append(isPrintable(c) ? (char) c : '-'));
    return ascii.toString();
  }

  private static boolean isPrintable(int c) {
    return c >= ' ' && c <= '~';
  }
}
