package ai.trainy.pluto.durability;

import ai.trainy.pluto.endtoend.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program in a JVM of its own. What it tells is read as it comes. */
final class Forked implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 600;
  private static final String SILENCE = "";

  private final Process process;
  private final Path stderr;
  private final Writer commands;
  private final Thread ear;
  private final ReportedSteps told = new ReportedSteps();
  private volatile IOException deaf;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  private Forked(Process process, Path stderr) {
    this.process = process;
    this.stderr = stderr;
    this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
    this.ear = new Thread(this::listen, "ear");
    ear.start();
  }

  static Forked start(Jvm jvm, Path directory, Class<?> program, Object... arguments)
      throws IOException {
    Path stderr = Files.createTempFile(directory, "stderr", ".txt");
    return new Forked(jvm.begin(stderr, program, arguments), stderr);
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!told.take(line)) {
          events.add(line);
        }
      }
    } catch (IOException e) {
      deaf = e;
    } finally {
      events.add(SILENCE);
    }
  }

  /** Gives a command, and does not wait for it. */
  Forked command(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    return this;
  }

  /** Waits for a line that begins so. */
  String await(String start) throws InterruptedException, IOException {
    while (true) {
      String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (event == null || event.equals(SILENCE)) {
        throw new AssertionError("never told '" + start + "': " + Files.readString(stderr));
      }
      if (event.startsWith(start)) {
        return event;
      }
    }
  }

  /** SIGKILL; what was told before is read to the end. */
  void kill() throws InterruptedException {
    // Not Process.destroyForcibly: that also closes the pipe, and what it holds is not read.
    process.toHandle().destroyForcibly();
    awaitEnd();
  }

  /** Waits for the program to end by itself. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the program did not end");
    }
    ear.join();
    if (deaf != null) {
      throw new AssertionError("what the program told could not be read to the end", deaf);
    }
    return process.exitValue();
  }

  /** What it has told to have logged, so far. */
  ReportedSteps told() {
    return told;
  }

  /** The agent's lines on stderr. */
  List<String> said() throws IOException {
    return Files.readAllLines(stderr).stream()
        .filter(line -> line.startsWith("pluto: "))
        .collect(Collectors.toList());
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
