package ai.trainy.pluto.observe.metadata;

import ai.trainy.pluto.observe.system.Executables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Other programs of the machine that know something. All of them together have a limit of time,
 * from the first on; one that is not done by then is ended.
 */
final class Commands {
  private static final int LONGEST_ANSWER = 400_000;
  private static final long LOOK_MILLISECONDS = 5;

  /** No other program needs to know what this one signs in with. */
  private static final Pattern KEYS = Pattern.compile("\\w+_API_(KEY|TOKEN)");

  private final Path directory;
  private final Map<String, String> environment;
  private final Duration limit;
  private long began;

  /**
   * @param directory where they work
   * @param environment what they are given, but for keys; with the path where they are
   */
  Commands(Path directory, Map<String, String> environment, Duration limit) {
    this.directory = directory;
    this.environment = environment;
    this.limit = limit;
  }

  /** What a program has written to its output, and how it ended. */
  static final class Answer {
    private final int exitCode;
    private final String text;

    private Answer(int exitCode, String text) {
      this.exitCode = exitCode;
      this.text = text;
    }

    int exitCode() {
      return exitCode;
    }

    String text() {
      return text;
    }
  }

  /** Empty if there is no such program, or if it takes too long or says too much. */
  Optional<Answer> ask(String program, List<String> arguments)
      throws IOException, InterruptedException {
    if (began == 0) {
      began = System.nanoTime();
    }
    Optional<String> file = Executables.find(program, path());
    if (file.isEmpty() || left().isNegative()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of(file.get()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().keySet().removeIf(name -> KEYS.matcher(name).matches());
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      return answer(process);
    } finally {
      process.destroyForcibly();
    }
  }

  /** On Windows it is spelled {@code Path}. */
  private @Nullable String path() {
    return environment.keySet().stream()
        .filter("PATH"::equalsIgnoreCase)
        .findFirst()
        .map(environment::get)
        .orElse(null);
  }

  private Optional<Answer> answer(Process process) throws IOException, InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    boolean ended = false;
    while (!ended && !left().isNegative()) {
      // Looked at first: what it wrote before it ended is there then.
      ended = process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
      take(process.getInputStream(), said);
      if (said.size() > LONGEST_ANSWER) {
        return Optional.empty();
      }
    }
    return ended
        ? Optional.of(
            new Answer(process.exitValue(), new String(said.toByteArray(), StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  /** Never waits: a child that hangs would hold the one who reads. */
  private static void take(InputStream from, ByteArrayOutputStream into) throws IOException {
    for (int there = from.available();
        there > 0 && into.size() <= LONGEST_ANSWER;
        there = from.available()) {
      into.write(from.readNBytes(Math.min(there, LONGEST_ANSWER)));
    }
  }

  private Duration left() {
    return limit.minusNanos(System.nanoTime() - began);
  }
}
