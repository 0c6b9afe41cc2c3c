package ai.trainy.pluto.agent.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide the terminal is, which Java does not say and shells keep to themselves. */
final class TerminalWidth {
  private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d{0,3})\\s*");
  private static final int MAX_ANSWER = 64;

  private TerminalWidth() {}

  /** Asks {@code stty}; empty where there is none, as on Windows. */
  static OptionalInt ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return stty.waitFor(1, TimeUnit.SECONDS)
            ? of(
                new String(stty.getInputStream().readNBytes(MAX_ANSWER), StandardCharsets.US_ASCII))
            : OptionalInt.empty();
      } finally {
        stty.destroy();
      }
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  /** Returns the columns in an answer such as {@code 24 80}; empty for a terminal of no size. */
  static OptionalInt of(String answer) {
    Matcher size = SIZE.matcher(answer);
    return size.matches() ? OptionalInt.of(Integer.parseInt(size.group(1))) : OptionalInt.empty();
  }
}
