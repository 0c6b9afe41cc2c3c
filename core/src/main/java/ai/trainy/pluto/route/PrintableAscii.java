package ai.trainy.pluto.route;

/** The one rule the reference client has for names of projects, runs and metrics. */
public final class PrintableAscii {
  private PrintableAscii() {}

  /** Every code point outside 0x20 to 0x7E becomes one {@code -} (the protocol, section 14). */
  public static String of(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    text.codePoints().forEach(c -> ascii.append(c >= ' ' && c <= '~' ? (char) c : '-'));
    return ascii.toString();
  }
}
