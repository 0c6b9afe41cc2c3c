package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.benchmark.programs.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program in a heap of 32 MB that logs as fast as it can, while all is uploaded: it must not run
 * out, and every row must arrive. Argument: seconds, 10 if not given. Prints what was in use after
 * each collection at most.
 */
public final class HeapBenchmark {
  private static final Pattern COLLECTED = Pattern.compile("Pause.* \\d+M->(\\d+)M\\(");

  private HeapBenchmark() {}

  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("pluto-benchmark");
    try (CountingServer server = new CountingServer()) {
      Path log = directory.resolve("gc.txt");
      Jvm jvm =
          Jvm.run(
              List.of(
                  "-Xmx32m",
                  "-Xlog:gc:file=" + log,
                  "-javaagent:"
                      + Agent.jar()
                      + "="
                      + LoopbackPluto.options(server, directory)
                      + ",journal.limit.megabytes=100000,"
                      + LoopbackPluto.AT_FULL_RATE),
              Logging.class,
              args.length == 0 ? "10" : args[0]);
      long logged = jvm.figures().get("rows").longValue();
      if (server.rows() != logged) {
        throw new IllegalStateException(logged + " rows logged, " + server.rows() + " arrived");
      }
      List<Integer> inUse = inUse(log);
      System.out.printf(
          "%d rows of 10 logged and uploaded; %d collections, in use after them %d MB at most%n",
          logged, inUse.size(), inUse.stream().mapToInt(Integer::intValue).max().orElse(0));
    } finally {
      Directories.remove(directory);
    }
  }

  private static List<Integer> inUse(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .map(COLLECTED::matcher)
        .filter(Matcher::find)
        .map(found -> Integer.valueOf(found.group(1)))
        .collect(Collectors.toList());
  }
}
