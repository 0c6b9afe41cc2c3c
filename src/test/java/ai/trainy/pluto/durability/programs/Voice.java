package ai.trainy.pluto.durability.programs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lines to whoever started the program, each in the pipe when {@code tell} returns. */
final class Voice {
  private static final FileOutputStream STDOUT = new FileOutputStream(FileDescriptor.out);

  private Voice() {}

  static void tell(String line) {
    try {
      // One write of less than PIPE_BUF: lines of several threads do not mix.
      STDOUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A thread's row is logged. */
  static void tellLogged(int thread, long step) {
    tell(thread + " " + step);
  }
}
