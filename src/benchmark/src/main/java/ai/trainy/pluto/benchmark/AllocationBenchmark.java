package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.benchmark.com.wandb.client.WandbRun;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * What a call allocates on the caller's thread, and on no other: the JVM's own count. Prints a line
 * for each of some rounds; the last ones are of compiled code.
 *
 * <p>Arguments: {@code core} for a {@code Run.log} of ten metrics; {@code client} for the same
 * through a client that is woven by the built agent, for a row with a list and a map, and for an
 * init with config. The client needs {@code -Djdk.attach.allowAttachSelf=true}.
 */
public final class AllocationBenchmark {
  private static final int ROUNDS = 8;
  private static final int CALLS = 20_000;
  private static final int INITS = 50;
  private static final int LISTED = 100;
  private static final int IN_MAP = 20;
  private static final int GROUPS = 5;
  private static final int IN_GROUP = 10;

  private AllocationBenchmark() {}

  private interface Call {
    void call(int number);
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1 && arguments[0].equals("core")) {
      ofCore();
    } else if (arguments.length == 1 && arguments[0].equals("client")) {
      ofClient();
    } else {
      System.err.println("usage: AllocationBenchmark core|client");
      System.exit(2);
    }
  }

  private static void ofCore() throws Exception {
    try (LoopbackPluto pluto = new LoopbackPluto(LoopbackPluto.AT_FULL_RATE)) {
      Run run = pluto.init();
      Map<String, Object> values = TenMetrics.map();
      measure("ten metrics", CALLS, step -> run.log(values, step));
      run.finish();
      long logged = (long) ROUNDS * CALLS * TenMetrics.COUNT;
      if (run.ledger().stored() != logged) {
        throw new IllegalStateException(run.ledger().stored() + " of " + logged + " are stored");
      }
    }
  }

  private static void ofClient() throws Exception {
    Path directory = Files.createTempDirectory("pluto-benchmark");
    Agent.attach(
        LoopbackPluto.options(new CountingServer(), directory) + "," + LoopbackPluto.AT_FULL_RATE);
    WandbRun run = new WandbRun.Builder().withProject("benchmark").build();
    JSONObject row = TenMetrics.json();
    measure("ten metrics", CALLS, step -> run.log(row, step));
    JSONObject nested = new JSONObject();
    nested.put("list", new JSONArray(numbers(LISTED).values()));
    nested.put("map", new JSONObject(numbers(IN_MAP)));
    measure("a list of 100 and a map of 20", CALLS, step -> run.log(nested, step));
    JSONObject config = new JSONObject();
    for (int group = 0; group < GROUPS; group++) {
      config.put("group" + group, new JSONObject(numbers(IN_GROUP)));
    }
    measure(
        "init with 50 nested keys",
        INITS,
        number ->
            new WandbRun.Builder().withProject("benchmark").withConfig(config).build().finish(0));
    // Nothing is measured of the upload: it is not waited for.
    Runtime.getRuntime().halt(0);
  }

  private static Map<String, Object> numbers(int count) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put("key" + i, Math.sin(i + 1));
    }
    return numbers;
  }

  private static void measure(String what, int calls, Call call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long caller = Thread.currentThread().getId();
    int number = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      long before = threads.getThreadAllocatedBytes(caller);
      for (int i = 0; i < calls; i++) {
        call.call(number++);
      }
      long bytes = threads.getThreadAllocatedBytes(caller) - before;
      System.out.printf("%s, round %d: %d bytes a call%n", what, round, bytes / calls);
    }
  }
}
