package ai.trainy.pluto.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.json.JSONObject;

/**
 * A program that loads the client's classes and opens a run. Says on stdout: ms on the calling
 * thread until the classes are there, ms until the run is, ms of CPU of the whole process for both.
 */
final class LoadBenchmark {
  private LoadBenchmark() {}

  /** Loads, opens, says. */
  public static void main(String[] args) throws ReflectiveOperationException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // What the program would have loaded anyway is not the agent's cost.
    System.setProperty("benchmark.row", new JSONObject().put("a", 1).toString());
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    Class.forName("com.wandb.client.WandbRun$Builder");
    Class.forName("com.wandb.client.WandbRun");
    long loaded = System.nanoTime();
    new com.wandb.client.WandbRun.Builder().withProject("benchmark").build();
    long opened = System.nanoTime();
    System.out.println(
        (loaded - start) / 1e6
            + " "
            + (opened - loaded) / 1e6
            + " "
            + (system.getProcessCpuTime() - cpu) / 1e6);
    // Not waited for: what is measured is the start.
    Runtime.getRuntime().halt(0);
  }
}
