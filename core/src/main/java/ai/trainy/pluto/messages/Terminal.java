package ai.trainy.pluto.messages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the process's file descriptor 2 is a terminal. */
final class Terminal {
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /** Only Linux tells; elsewhere the JVM knows of stdin and stdout alone, so the answer is no. */
  static boolean isStderr() {
    try {
      String file = Files.readSymbolicLink(STDERR).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }
}
