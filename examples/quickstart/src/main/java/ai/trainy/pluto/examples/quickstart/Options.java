package ai.trainy.pluto.examples.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The command line: {@code [--epochs N] [--port N]}. */
final class Options {

  private static final int MAX_PORT = 65535;

  private int epochs = 16;
  private int port;

  private Options() {}

  /** Throws IllegalArgumentException, whose message is for the user, if an argument is wrong. */
  static Options parse(String... args) {
    Options options = new Options();
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i];
      String value = i + 1 < args.length ? args[i + 1] : "";
      switch (name) {
        case "--epochs":
          options.epochs = number(name, value, Short.MAX_VALUE);
          break;
        case "--port":
          options.port = number(name, value, MAX_PORT);
          break;
        default:
          throw new IllegalArgumentException(
              "unknown option " + name + "; there are --epochs N and --port N");
      }
    }
    return options;
  }

  /** How often all training images are seen. */
  int epochs() {
    return epochs;
  }

  /** The port for the wandb process: a free one unless the user chose, so several can run. */
  int port() throws IOException {
    if (port != 0) {
      return port;
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static int number(String name, String value, int max) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw new IllegalArgumentException(
        name + " takes a number from 1 to " + max + ", not '" + value + "'");
  }
}
