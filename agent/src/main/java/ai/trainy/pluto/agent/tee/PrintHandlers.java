package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.observe.console.Console;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;

/**
 * Makes what handles the JDK's methods that print. The program may hold any lock then, that of the
 * stream among them: bytes are handed over, and failures of that are not reported.
 */
public final class PrintHandlers {
  private final Console console;

  public PrintHandlers(Console console) {
    this.console = console;
  }

  /** Is told whether something was printed to stderr, and what: a byte, an array or part of one. */
  public BiFunction<Object, Object, Object> handler() {
    return (error, printed) -> {
      if (printed instanceof ByteBuffer) {
        ByteBuffer part = (ByteBuffer) printed;
        console.printed(
            (Boolean) error, part.array(), part.arrayOffset() + part.position(), part.remaining());
      } else if (printed instanceof byte[]) {
        byte[] all = (byte[]) printed;
        console.printed((Boolean) error, all, 0, all.length);
      } else {
        console.printed((Boolean) error, new byte[] {((Integer) printed).byteValue()}, 0, 1);
      }
      return null;
    };
  }
}
