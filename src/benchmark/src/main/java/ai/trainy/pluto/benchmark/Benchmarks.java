package ai.trainy.pluto.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks, or those that are named: {@code log upload heap start}. */
final class Benchmarks {
  private static final int PAIRS = 15;

  private final Path jar;
  private final Path directory;
  private final Server server;

  private Benchmarks(Path jar, Path directory, Server server) {
    this.jar = jar;
    this.directory = directory;
    this.server = server;
  }

  /**
   * Runs them.
   *
   * @param args the agent's jar, then names; none for all
   */
  public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
    List<String> names =
        args.length > 1
            ? Arrays.asList(args).subList(1, args.length)
            : List.of("start", "upload", "heap", "log");
    Path directory = Files.createTempDirectory("pluto-benchmark");
    try (Server server = new Server()) {
      Benchmarks all = new Benchmarks(Path.of(args[0]).toAbsolutePath(), directory, server);
      for (String name : names) {
        System.out.println("== " + name);
        all.run(name);
      }
    }
  }

  private void run(String name) throws IOException, InterruptedException, RunnerException {
    switch (name) {
      case "start":
        start();
        break;
      case "upload":
        System.out.println(agent().run(UploadBenchmark.class, "20000", "10", "5"));
        System.out.println(agent().run(UploadBenchmark.class, "500000", "10", "3"));
        break;
      case "heap":
        System.out.println(agent().with("-Xmx32m").run(UploadBenchmark.class, "500000", "10", "2"));
        break;
      case "log":
        log(Fork.without());
        log(agent());
        break;
      default:
        throw new IllegalArgumentException("no such benchmark: " + name);
    }
  }

  private Fork agent() {
    return Fork.withAgent(jar, server, directory);
  }

  private void start() throws IOException, InterruptedException {
    List<Double> bare = new ArrayList<>();
    List<Double> carried = new ArrayList<>();
    List<List<Double>> loading = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < PAIRS; i++) {
      bare.add(time(Fork.without()));
      carried.add(time(agent()));
      String[] figures = agent().run(LoadBenchmark.class).split(" ", -1);
      for (int j = 0; j < figures.length; j++) {
        loading.get(j).add(Double.valueOf(figures[j]));
      }
    }
    say("a JVM without a client, without the agent: %.0f ms", median(bare));
    say("the same with the agent: %.0f ms", median(carried));
    say("loading a client's classes, on the calling thread: %.0f ms", median(loading.get(0)));
    say("opening the first run, on the calling thread: %.0f ms", median(loading.get(1)));
    say("both, CPU of the whole process: %.0f ms", median(loading.get(2)));
  }

  private static double time(Fork fork) throws IOException, InterruptedException {
    long start = System.nanoTime();
    fork.run(Nothing.class);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }

  private static void say(String format, double value) {
    System.out.println(String.format(Locale.ROOT, format, value));
  }

  private static void log(Fork fork) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(LogBenchmark.class.getName())
            .jvmArgsAppend(fork.options().toArray(new String[0]))
            .build();
    new Runner(options).run();
  }
}
