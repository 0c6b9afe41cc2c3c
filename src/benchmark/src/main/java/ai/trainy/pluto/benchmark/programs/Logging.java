package ai.trainy.pluto.benchmark.programs;

import ai.trainy.pluto.benchmark.com.wandb.client.WandbRun;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;

/** Logs one row of ten metrics again and again, as fast as it can. Argument: seconds. */
public final class Logging {
  private Logging() {}

  public static void main(String[] args) {
    JSONObject row = new JSONObject();
    for (int i = 0; i < 10; i++) {
      row.put("train/metric_" + i, Math.sin(i + 1));
    }
    WandbRun run = new WandbRun.Builder().withProject("benchmark").build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[0]));
    int rows = 0;
    while (System.nanoTime() < end) {
      run.log(row, rows++);
    }
    run.finish(0);
    System.out.println("rows=" + rows);
  }
}
