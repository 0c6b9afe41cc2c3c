package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.benchmark.programs.ClientLoads;
import ai.trainy.pluto.benchmark.programs.FirstRun;
import ai.trainy.pluto.benchmark.programs.Trivial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a JVM's start takes with and without the agent. JVMs are started in turn, so that each sees
 * the same machine. Arguments: how many of each, 21 if not given; and the agents' jars, the built
 * one if none is given. Prints medians, ms.
 */
public final class StartupBenchmark {
  private final int rounds;
  private final List<String> settings;

  /** What each JVM is started with, by what it is called in the table. */
  private final Map<String, String> agents = new LinkedHashMap<>();

  private StartupBenchmark(int rounds, List<Path> jars, CountingServer server, Path directory)
      throws IOException {
    this.rounds = rounds;
    agents.put("no agent", "-Dpluto.none");
    agents.put("empty agent", "-javaagent:" + OtherAgent.empty(directory));
    agents.put(
        "Byte Buddy alone",
        "-javaagent:" + OtherAgent.weaving(directory, Agent.library("byte-buddy")));
    for (Path jar : jars) {
      agents.put(jar.toString(), "-javaagent:" + jar);
    }
    // As properties: agent options would be read at once, in JVMs without a client too.
    this.settings =
        Arrays.stream(LoopbackPluto.options(server, directory).split(",", -1))
            // The key comes by the environment, as everywhere: in a property it would be said of.
            .filter(option -> !option.startsWith("api.key="))
            .map(option -> "-Dpluto." + option)
            .collect(Collectors.toList());
  }

  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("pluto-benchmark");
    try (CountingServer server = new CountingServer()) {
      StartupBenchmark benchmark =
          new StartupBenchmark(
              args.length == 0 ? 21 : Integer.parseInt(args[0]), jars(args), server, directory);
      benchmark.compare(Trivial.class);
      benchmark.compare(ClientLoads.class);
      benchmark.compare(FirstRun.class);
      if (server.rows() == 0) {
        throw new IllegalStateException(
            "the first runs logged nothing: there was nothing to measure");
      }
    } finally {
      Directories.remove(directory);
    }
  }

  private static List<Path> jars(String[] args) {
    return args.length < 2
        ? List.of(Agent.jar())
        : Arrays.stream(args).skip(1).map(Path::of).collect(Collectors.toList());
  }

  private void compare(Class<?> program) {
    Map<String, List<Map<String, Double>>> measured = new LinkedHashMap<>();
    // The first round fills the page cache and is not counted.
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, String> agent : agents.entrySet()) {
        List<String> options = new ArrayList<>(settings);
        options.add(agent.getValue());
        Map<String, Double> figures = Jvm.run(options, program).figures();
        if (round > 0) {
          measured.computeIfAbsent(agent.getKey(), first -> new ArrayList<>()).add(figures);
        }
      }
    }
    System.out.printf("%n%-28s", program.getSimpleName());
    agents.keySet().forEach(name -> System.out.printf(" %24s", name));
    for (String figure : measured.get("no agent").get(0).keySet()) {
      System.out.printf("%n%-28s", figure);
      measured.values().forEach(rounds -> System.out.printf(" %24.1f", median(rounds, figure)));
    }
    System.out.println();
  }

  private static double median(List<Map<String, Double>> rounds, String figure) {
    List<Double> values = new ArrayList<>();
    rounds.forEach(round -> values.add(round.get(figure) / 1e3));
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
