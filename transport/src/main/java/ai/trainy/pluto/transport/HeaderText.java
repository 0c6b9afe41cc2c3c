package ai.trainy.pluto.transport;

/** What a header can carry to ingest (section 8.2): printable ASCII. */
final class HeaderText {
  private HeaderText() {}

  /**
   * Returns whether ingest reads {@code text} as it is. A line break would even end the header, and
   * begin another of the server's choice.
   */
  static boolean isReadable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
