package ai.trainy.pluto.local;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a local Pluto from the command line and leaves it running. */
final class Main {
  private static final int DEFAULT_PORT = 3001;
  private static final String USAGE =
      "usage: java -jar local-pluto.jar [--port N] [--dir DIR] [--memory] [--any-key] [--host NAME]";

  private Main() {}

  public static void main(String[] arguments) {
    Options options = new Options();
    options.port = DEFAULT_PORT;
    options.directory = home();
    boolean anyKey = false;
    for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--memory":
          options.directory = null;
          break;
        case "--any-key":
          anyKey = true;
          break;
        case "--port":
          options.port = port(value(option, rest));
          break;
        case "--dir":
          options.directory = Path.of(value(option, rest));
          break;
        case "--host":
          options.host = value(option, rest);
          break;
        default:
          exit(2, "unexpected argument: " + option + "; " + USAGE);
      }
    }
    if (anyKey && options.host != null) {
      exit(2, "other machines need the key: --any-key and --host exclude each other; " + USAGE);
    }
    // a request must be whole within this; the JDK reads it once, in seconds
    System.setProperty("sun.net.httpserver.maxReqTime", "600");
    try {
      String key = key(options.directory);
      options.key = anyKey ? null : key;
      LocalPluto pluto = LocalPluto.start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(pluto::close));
      greet(pluto.url().toString(), options, key);
    } catch (BindException e) {
      exit(1, "cannot listen on port " + options.port + ": " + e.getMessage());
    } catch (IOException e) {
      exit(1, "cannot start: " + e.getMessage());
    }
  }

  private static void greet(String url, Options options, String key) {
    for (String name : options.names()) {
      String address = url.replace("//" + options.name(), "//" + name);
      System.out.println(options.host == null ? address : address + "/?key=" + key);
    }
    System.out.println();
    System.out.println("Open it in a browser. To log to it, paste this into your program's shell:");
    System.out.println();
    for (String service : List.of("APP", "API", "INGEST", "PY")) {
      System.out.println(assignment("PLUTO_URL_" + service, url));
    }
    System.out.println(assignment("PLUTO_API_KEY", key));
    System.out.println();
    System.out.println(
        options.directory == null
            ? "Runs are kept until it ends (Ctrl-C)."
            : "Runs are kept in " + options.directory + ". Ctrl-C ends it.");
  }

  /** For PowerShell, where that is the shell. */
  private static String assignment(String variable, String value) {
    return isWindows()
        ? "  $env:" + variable + " = '" + value + "'"
        : "  export " + variable + "=" + value;
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }

  /** Where runs are kept unless told otherwise. */
  private static Path home() {
    String data = System.getenv(isWindows() ? "LOCALAPPDATA" : "XDG_DATA_HOME");
    if (data != null && Path.of(data).isAbsolute()) {
      return Path.of(data, "local-pluto");
    }
    Path home = Path.of(System.getProperty("user.home"));
    return home.resolve(isWindows() ? "AppData/Local" : ".local/share").resolve("local-pluto");
  }

  /** The key of the directory, made on first use; without a directory one for this time. */
  private static String key(@Nullable Path directory) throws IOException {
    if (directory != null && Files.exists(directory.resolve("key"))) {
      return Files.readString(directory.resolve("key")).trim();
    }
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    String key = "mlpi_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    if (directory != null) {
      Archive.make(directory);
      Files.writeString(directory.resolve("key"), key + "\n");
    }
    return key;
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      exit(2, option + " needs a value; " + USAGE);
    }
    return rest.next();
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
