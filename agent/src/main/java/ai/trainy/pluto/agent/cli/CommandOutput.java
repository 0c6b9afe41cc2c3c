package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.messages.Printable;
import ai.trainy.pluto.messages.ProgressBar;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command speaks: lines, and on a terminal a bar under them that is drawn again and again.
 * Elsewhere there is no bar. Safe for use by several threads.
 */
final class CommandOutput {
  private final PrintWriter out;
  private final PrintWriter err;
  private final int width;
  private final ProgressBar bar = new ProgressBar("");

  /**
   * @param columns of the terminal; 0 where there is none
   */
  CommandOutput(PrintWriter out, PrintWriter err, int columns) {
    this.out = out;
    this.err = err;
    // The last column stays free: terminals break the line there.
    this.width = columns - 1;
  }

  boolean hasBar() {
    return width > 0;
  }

  /** A text for people, in several lines where the terminal would break a word. */
  synchronized void line(String text) {
    clear();
    Formats.lines(Printable.escaped(text), Math.max(width, 0)).forEach(out::println);
    out.flush();
  }

  /** A line for programs to read. */
  synchronized void data(String text) {
    clear();
    out.println(Printable.escaped(text));
    out.flush();
  }

  /** A text about a problem. */
  synchronized void problem(String text) {
    clear();
    Formats.lines(Printable.escaped(text), Math.max(width, 0)).forEach(err::println);
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
    out.print(bar.draw(done, total, Formats.of(total, "value"), Printable.escaped(what), width));
    out.flush();
  }

  /** Takes the bar away. */
  synchronized void clear() {
    String erasure = bar.erase();
    if (!erasure.isEmpty()) {
      out.print(erasure);
      out.flush();
    }
  }
}
