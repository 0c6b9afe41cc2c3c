package ai.trainy.pluto.agent.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code wandb} on PATH, asked by running it: never in a program's JVM. */
final class WandbCommand {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)\\S*");

  /** The last version that has the command {@code grpc-server}. */
  private static final int[] LAST_WITH_SERVER = {0, 12, 4};

  private final boolean there;
  private final @Nullable String version;

  private WandbCommand(boolean there, @Nullable String version) {
    this.there = there;
    this.version = version;
  }

  /**
   * Runs a command that prints its version.
   *
   * @param limit how long it may take
   */
  static WandbCommand of(List<String> command, Duration limit) throws InterruptedException {
    Path output = null;
    try {
      output = Files.createTempFile("wandb", ".txt");
      Process process;
      try {
        process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
      } catch (IOException notOnPath) {
        return new WandbCommand(false, null);
      }
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new WandbCommand(true, null);
      }
      String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      Matcher matcher = VERSION.matcher(printed);
      return new WandbCommand(
          true, process.exitValue() == 0 && matcher.find() ? matcher.group() : null);
    } catch (IOException noAnswer) {
      return new WandbCommand(true, null);
    } finally {
      delete(output);
    }
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It is for temporary files.
    }
  }

  boolean isThere() {
    return there;
  }

  /** The version; empty if it could not be learned. */
  Optional<String> version() {
    return Optional.ofNullable(version);
  }

  /** Whether wandb of a version has the command that the official client starts. */
  static boolean hasServer(String version) {
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) {
      return false;
    }
    for (int i = 0; i < LAST_WITH_SERVER.length; i++) {
      long part = Long.parseLong(parts.group(i + 1));
      if (part != LAST_WITH_SERVER[i]) {
        return part < LAST_WITH_SERVER[i];
      }
    }
    return true;
  }
}
