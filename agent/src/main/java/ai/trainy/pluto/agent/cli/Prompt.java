package ai.trainy.pluto.agent.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** A question that may be answered with Ctrl-C. */
final class Prompt {
  private Prompt() {}

  /** Asks. A process that ends while the question is open ends its line first. */
  static <T> T ask(PrintWriter err, Supplier<T> asking) {
    Thread newline = new Thread(() -> err.println(), "newline");
    Runtime.getRuntime().addShutdownHook(newline);
    T answer = asking.get();
    try {
      Runtime.getRuntime().removeShutdownHook(newline);
    } catch (IllegalStateException ending) {
      // The line is ended all the same.
    }
    return answer;
  }
}
