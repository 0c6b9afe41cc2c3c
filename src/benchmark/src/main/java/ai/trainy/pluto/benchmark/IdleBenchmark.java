package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.benchmark.programs.IdleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * What a program with an open run takes of the processor while it does nothing, with system metrics
 * and without, all at the same time. Arguments: how many of each (5), and seconds (60). Prints
 * medians: the first 20 s, in which classes are loaded, and the percentage of one processor after
 * that.
 */
public final class IdleBenchmark {
  private static final int SECONDS_BEFORE = 20;

  private IdleBenchmark() {}

  public static void main(String[] args) throws Exception {
    int each = args.length < 1 ? 5 : Integer.parseInt(args[0]);
    int seconds = args.length < 2 ? 60 : Integer.parseInt(args[1]);
    Path directory = Files.createTempDirectory("pluto-benchmark");
    try (CountingServer server = new CountingServer()) {
      String common =
          "-javaagent:" + Agent.jar() + "=" + LoopbackPluto.options(server, directory) + ",";
      ExecutorService programs = Executors.newCachedThreadPool();
      List<Future<Map<String, Double>>> with = new ArrayList<>();
      List<Future<Map<String, Double>>> without = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        without.add(
            programs.submit(() -> idle(common + "console=false,system.metrics=false", seconds)));
        with.add(
            programs.submit(() -> idle(common + "console=false,system.metrics=true", seconds)));
      }
      programs.shutdown();
      System.out.printf("%-24s %16s %16s%n", "", "first 20 s, ms", "then, % of one");
      print("without system metrics", without, seconds);
      print("with", with, seconds);
      if (server.rows() < 2L * each) {
        throw new IllegalStateException("the runs logged nothing: there was nothing to measure");
      }
    } finally {
      Directories.remove(directory);
    }
  }

  private static Map<String, Double> idle(String agent, int seconds) throws IOException {
    return Jvm.run(List.of(agent), IdleRun.class, "" + SECONDS_BEFORE, "" + seconds).figures();
  }

  private static void print(String name, List<Future<Map<String, Double>>> programs, int seconds)
      throws Exception {
    double[] first = new double[programs.size()];
    double[] idle = new double[programs.size()];
    for (int i = 0; i < programs.size(); i++) {
      first[i] = programs.get(i).get().get("first") / 1e3;
      idle[i] = programs.get(i).get().get("idle") / 1e4 / seconds;
    }
    Arrays.sort(first);
    Arrays.sort(idle);
    System.out.printf(
        "%-24s %16.0f %16.2f   (%s)%n",
        name,
        first[programs.size() / 2],
        idle[programs.size() / 2],
        Arrays.stream(idle)
            .mapToObj(each -> String.format("%.2f", each))
            .collect(Collectors.joining(" ")));
  }
}
