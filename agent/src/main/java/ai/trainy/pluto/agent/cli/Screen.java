package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.text.Amount;
import ai.trainy.pluto.notice.Printable;
import java.io.Console;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command speaks: lines, and on a terminal a bar under them that is drawn again and again.
 * Elsewhere there is no bar. Safe for use by several threads.
 */
final class Screen {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int BAR = 20;

  private final PrintWriter out;
  private final PrintWriter err;
  private final int width;
  private int drawn;

  /**
   * @param columns of the terminal; 0 where there is none
   */
  Screen(PrintWriter out, PrintWriter err, int columns) {
    this.out = out;
    this.err = err;
    // The last column stays free: terminals break the line there.
    this.width = columns - 1;
  }

  /** Whether to use colours: on a terminal that has them, unless somebody does not want any. */
  static Ansi ansi() {
    String noColor = System.getenv("NO_COLOR");
    boolean wanted = noColor == null || noColor.isEmpty();
    return wanted && columns() > 0 && !"dumb".equals(System.getenv("TERM")) ? Ansi.ON : Ansi.OFF;
  }

  /** How wide the terminal of this process is; 0 if its output goes elsewhere. */
  @SuppressWarnings("SystemConsoleNull") // from Java 22 on, isTerminal tells
  static int columns() {
    Console console = System.console();
    if (console == null || !isTerminal(console)) {
      return 0;
    }
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{0,3}")
        ? Integer.parseInt(columns)
        : DEFAULT_COLUMNS;
  }

  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }

  boolean hasBar() {
    return width > 0;
  }

  synchronized void line(String text) {
    clear();
    out.println(Printable.escaped(text));
    out.flush();
  }

  /** A line about a problem. */
  synchronized void problem(String text) {
    clear();
    err.println(Printable.escaped(text));
    err.flush();
  }

  /** Takes whole lines about problems, in ASCII. */
  OutputStream problems() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        problem(new String(bytes, offset, length, StandardCharsets.US_ASCII).stripTrailing());
      }
    };
  }

  /** Draws the bar: how far something is. */
  synchronized void bar(long done, long total, String what) {
    if (!hasBar() || total == 0) {
      return;
    }
    int share = (int) (done * 100 / total);
    int filled = share * BAR / 100;
    String text =
        String.format(
            "[%s%s] %3d%% of %s  %s",
            "#".repeat(filled),
            "-".repeat(BAR - filled),
            share,
            Amount.of(total, "value"),
            Printable.escaped(what));
    String cut = text.substring(0, Math.min(text.length(), width));
    out.print("\r" + cut + " ".repeat(Math.max(drawn - cut.length(), 0)));
    out.flush();
    drawn = cut.length();
  }

  /** Takes the bar away. */
  synchronized void clear() {
    if (drawn > 0) {
      out.print("\r" + " ".repeat(drawn) + "\r");
      out.flush();
      drawn = 0;
    }
  }
}
