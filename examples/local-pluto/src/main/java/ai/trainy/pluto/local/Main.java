package ai.trainy.pluto.local;

import java.io.IOException;

/** Starts a local Pluto from the command line and leaves it running. */
final class Main {
  private static final int DEFAULT_PORT = 3001;
  private static final String USAGE = "usage: java -jar local-pluto.jar [--port N]";

  private Main() {}

  public static void main(String[] arguments) {
    int port = DEFAULT_PORT;
    if (arguments.length == 2 && arguments[0].equals("--port")) {
      port = port(arguments[1]);
    } else if (arguments.length > 0) {
      exit(2, "unexpected arguments; " + USAGE);
    }
    try {
      // the server's own thread keeps the program alive
      System.out.println(LocalPluto.start(port).url());
    } catch (IOException e) {
      exit(1, "cannot listen on port " + port + ": " + e.getMessage());
    }
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    exit(2, "not a port from 0 to 65535: " + text + "; " + USAGE);
    return -1;
  }

  private static void exit(int code, String message) {
    System.err.println("local-pluto: " + message);
    System.exit(code);
  }
}
