package ai.trainy.pluto.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JVM of this version that runs a program of ours to its end, and what it told. */
final class Jvm {
  /** How a program is started. */
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Map<String, Double> figures = new LinkedHashMap<>();

  private Jvm() {}

  /**
   * Starts a program and waits for its end.
   *
   * @param options of the JVM
   * @throws IllegalStateException if the program does not end well
   */
  static Jvm run(List<String> options, Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(options);
    command.addAll(List.of("-cp", Agent.benchmarks().toString(), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // Settings of whoever runs this are not measured.
    builder.environment().keySet().removeIf(name -> name.matches("(PLUTO|MLOP|WANDB|JDK|JAVA)_.*"));
    builder.environment().put("PLUTO_API_KEY", LoopbackPluto.KEY);
    Jvm ended = new Jvm();
    try {
      long start = System.nanoTime();
      Process process = builder.start();
      String stdout;
      try (InputStream out = process.getInputStream()) {
        stdout = new String(out.readAllBytes(), StandardCharsets.US_ASCII);
      }
      int exitCode = process.waitFor();
      ended.figures.put("jvm.wall", (System.nanoTime() - start) / 1e3);
      if (exitCode != 0) {
        throw new IllegalStateException(command + " ended with " + exitCode);
      }
      stdout.lines().forEach(ended::read);
      return ended;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read(String line) {
    int equals = line.indexOf('=');
    figures.put(line.substring(0, equals), Double.valueOf(line.substring(equals + 1)));
  }

  /** {@code jvm.wall}, from its start to its end, and what the program printed; microseconds. */
  Map<String, Double> figures() {
    return figures;
  }
}
