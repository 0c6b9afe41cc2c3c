package ai.trainy.pluto.endtoend;

import ai.trainy.pluto.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A command at a pseudo-terminal, and somebody who reads and types there. */
final class Terminal implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 300;

  /** Of util-linux, which gives a command a terminal; the one of BSD and macOS is another. */
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  /** Builds in the background may ignore Ctrl-C, and what they start inherits that. */
  private static final String FRESH = "env --default-signal=INT ";

  private final Process process;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Thread reading = new Thread(this::read, "terminal");

  Terminal(List<String> command, Path home, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                SCRIPT.toString(),
                "--quiet",
                "--return",
                "--command",
                FRESH + command.stream().map(Terminal::quoted).collect(Collectors.joining(" ")),
                "/dev/null")
            .directory(home.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putIfAbsent("TERM", "xterm");
    process = builder.start();
    reading.setDaemon(true);
    reading.start();
  }

  /** Tried, since a container may have the command and no terminals to give. */
  static boolean isPossible() throws IOException, InterruptedException {
    if (!Files.isExecutable(SCRIPT) || !System.getProperty("os.name").contains("Linux")) {
      return false;
    }
    Process trial =
        new ProcessBuilder(
                SCRIPT.toString(),
                "--quiet",
                "--return",
                "-c",
                FRESH + "sh -c 'exit 7'",
                "/dev/null")
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return trial.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && trial.exitValue() == 7;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private void read() {
    byte[] buffer = new byte[4096];
    try (InputStream out = process.getInputStream()) {
      for (int n = out.read(buffer); n >= 0; n = out.read(buffer)) {
        shown.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // The terminal is gone with its command.
    }
  }

  /** Waits until something is on the screen. */
  Terminal await(String text) {
    Await.until(() -> "'" + text + "' in: " + screen(), () -> screen().contains(text));
    return this;
  }

  /** Types, as keys are pressed. */
  Terminal type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    return this;
  }

  /** Waits for the command's end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("did not end: " + screen());
    }
    reading.join();
    return process.exitValue();
  }

  /** What was on the screen so far. */
  String screen() {
    return shown.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
