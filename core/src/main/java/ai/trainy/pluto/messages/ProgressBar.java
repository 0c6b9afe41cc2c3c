package ai.trainy.pluto.messages;

/**
 * A bar on the last line of a terminal, drawn over and over. Makes what is to be written there, and
 * knows how much of the line is in use. Not safe for use by several threads.
 */
public final class ProgressBar {
  private static final int CELLS = 20;

  private final String prefix;
  private int drawn;

  /**
   * @param prefix what the line begins with
   */
  public ProgressBar(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Returns what shows how far something is, in place of what was drawn before.
   *
   * @param total more than 0
   * @param amount the total for people, such as "40 MB"
   * @param what is going on; printable
   * @param columns how many may be used
   */
  public String draw(long done, long total, String amount, String what, int columns) {
    int percent = (int) (done * 100 / total);
    int filled = percent * CELLS / 100;
    String line =
        prefix
            + "["
            + "#".repeat(filled)
            + "-".repeat(CELLS - filled)
            + "] "
            + (percent < 10 ? "  " : percent < 100 ? " " : "")
            + percent
            + "% of "
            + amount
            + "  "
            + what;
    String cut = line.substring(0, Math.min(line.length(), columns));
    String rest = " ".repeat(Math.max(drawn - cut.length(), 0));
    drawn = cut.length();
    return "\r" + cut + rest;
  }

  /** Returns what erases it; nothing if it is not there. */
  public String erase() {
    String erasure = drawn == 0 ? "" : "\r" + " ".repeat(drawn) + "\r";
    drawn = 0;
    return erasure;
  }
}
