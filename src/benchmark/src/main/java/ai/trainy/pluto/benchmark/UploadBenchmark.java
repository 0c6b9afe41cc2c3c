package ai.trainy.pluto.benchmark;

import com.wandb.client.WandbRun;
import java.util.Locale;
import org.json.JSONObject;

/**
 * A program that logs a burst and finishes, as fast as it can. Says on stdout how long {@code log}
 * and {@code finish} took; run it with the agent, it is what {@link Benchmarks} forks.
 */
final class UploadBenchmark {
  private UploadBenchmark() {}

  /**
   * Logs the burst.
   *
   * @param args rows, points in a row, bursts
   */
  public static void main(String[] args) {
    int rows = Integer.parseInt(args[0]);
    int points = Integer.parseInt(args[1]);
    int bursts = Integer.parseInt(args[2]);
    for (int burst = 0; burst < bursts; burst++) {
      WandbRun run = new WandbRun.Builder().withProject("benchmark").build();
      JSONObject row = new JSONObject();
      long start = System.nanoTime();
      for (int step = 0; step < rows; step++) {
        for (int i = 0; i < points; i++) {
          row.put("train/metric-" + i, step * 0.1 + i);
        }
        run.log(row);
      }
      long logged = System.nanoTime();
      run.finish(0);
      long end = System.nanoTime();
      long memory = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      System.out.printf(
          Locale.ROOT,
          "%d points: log %.0f ms, finish %.0f ms, together %.0f points/s, heap in use %d MB%n",
          (long) rows * points,
          (logged - start) / 1e6,
          (end - logged) / 1e6,
          (double) rows * points / ((end - start) / 1e9),
          memory >> 20);
    }
  }
}
