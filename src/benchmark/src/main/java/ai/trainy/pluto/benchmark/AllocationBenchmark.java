package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.benchmark.com.wandb.client.WandbRun;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.json.JSONObject;

/**
 * What a call of {@code log} with ten metrics allocates on the caller's thread, and on no other:
 * the JVM's own count. Prints a line for each of some rounds; the last ones are of compiled code.
 *
 * <p>Arguments: {@code core} for {@code Run.log}; {@code client} for a client that is woven by the
 * built agent, which needs {@code -Djdk.attach.allowAttachSelf=true}.
 */
public final class AllocationBenchmark {
  private static final int ROUNDS = 8;
  private static final int CALLS = 20_000;

  private AllocationBenchmark() {}

  private interface Log {
    void row(int step);
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
      measure(step -> run.log(values, step));
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
    measure(step -> run.log(row, step));
    // Nothing is measured of the upload: it is not waited for.
    Runtime.getRuntime().halt(0);
  }

  private static void measure(Log log) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long caller = Thread.currentThread().getId();
    int step = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      long before = threads.getThreadAllocatedBytes(caller);
      for (int call = 0; call < CALLS; call++) {
        log.row(step++);
      }
      long bytes = threads.getThreadAllocatedBytes(caller) - before;
      System.out.printf("round %d: %d bytes a call%n", round, bytes / CALLS);
    }
  }
}
