package ai.trainy.pluto.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JVM of its own, with or without the agent. */
final class Fork {
  private final List<String> options;

  private Fork(List<String> options) {
    this.options = options;
  }

  static Fork without() {
    return new Fork(List.of());
  }

  static Fork withAgent(Path jar, Server server, Path directory) {
    List<String> options = new ArrayList<>(server.properties());
    options.add("-Dpluto.dir=" + directory);
    options.add("-javaagent:" + jar);
    return new Fork(options);
  }

  /** The same with more options. */
  Fork with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(Arrays.asList(more));
    return new Fork(all);
  }

  List<String> options() {
    return options;
  }

  /**
   * Runs a main class of this module to its end.
   *
   * @return its stdout
   */
  String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(main.getName() + " ended with " + process.exitValue() + ": " + out);
    }
    return out.strip();
  }
}
