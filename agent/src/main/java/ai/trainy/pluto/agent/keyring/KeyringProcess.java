package ai.trainy.pluto.agent.keyring;

import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.credentials.Keyring;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The keyring, asked by a process that lives just long enough to answer: this jar's own hidden
 * command. It inherits none of the program's options for JVMs, and none of its files.
 */
public final class KeyringProcess implements Keyring {
  /** The command of the jar that prints the key. */
  public static final String COMMAND = "read-keyring";

  /** Its exit code where the keyring has no key. */
  public static final int NO_KEY = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** More than any key; what is longer is none. */
  private static final int MAX_ANSWER = 4096;

  /**
   * What keyrings need to know of the user's session, and JVMs of the machine. Not
   * JAVA_TOOL_OPTIONS and its like: they would bring the program's agents along, this one included.
   * In capitals: Windows has them in either case, by who started the program.
   */
  private static final Set<String> PASSED_ON =
      Set.of(
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "TMPDIR",
          "DBUS_SESSION_BUS_ADDRESS",
          "XDG_RUNTIME_DIR",
          "XDG_SESSION_ID",
          "XDG_CURRENT_DESKTOP",
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "XAUTHORITY",
          "USERNAME",
          "USERDOMAIN",
          "USERPROFILE",
          "APPDATA",
          "LOCALAPPDATA",
          "SYSTEMROOT",
          "SYSTEMDRIVE",
          "TEMP",
          "TMP");

  private final List<String> command;
  private final Duration patience;

  /**
   * @param command what to run; prints the key and ends with 0, or with {@link #NO_KEY}
   * @param patience how long it may take
   */
  KeyringProcess(List<String> command, Duration patience) {
    this.command = command;
    this.patience = patience;
  }

  /**
   * Asks by this jar's hidden command, for two seconds at most.
   *
   * @param jar the agent's
   */
  public static KeyringProcess of(Path jar) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new KeyringProcess(
        List.of(
            java,
            // It lives for less than a second: the quickest start, and little memory.
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-jar",
            jar.toString(),
            COMMAND),
        PATIENCE);
  }

  @Override
  public String read() throws KeyUnavailableException, InterruptedException {
    try {
      Process process = start();
      try {
        return answer(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new KeyUnavailableException("the keyring could not be asked: " + e.getMessage());
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            // A JVM that crashes writes to its directory; it should not be the program's.
            .directory(new File(System.getProperty("java.home")))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    clean(builder.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(name -> !PASSED_ON.contains(name.toUpperCase(Locale.ROOT)));
  }

  private String answer(Process process)
      throws IOException, InterruptedException, KeyUnavailableException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new KeyUnavailableException(
          "the keyring did not answer within " + patience.toMillis() / 1000.0 + " s");
    }
    if (process.exitValue() == NO_KEY) {
      throw new KeyUnavailableException("the keyring has no key for Pluto");
    }
    if (process.exitValue() != 0) {
      throw new KeyUnavailableException("no keyring answers, or it is locked");
    }
    byte[] answer = process.getInputStream().readNBytes(MAX_ANSWER);
    return new String(answer, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return String.join(" ", command);
  }
}
