package ai.trainy.pluto.benchmark.programs;

import ai.trainy.pluto.benchmark.com.wandb.client.WandbRun;
import org.json.JSONObject;

/** Opens a JVM's first run with a client that does nothing itself, logs a row and finishes. */
public final class FirstRun {
  private FirstRun() {}

  public static void main(String[] args) {
    JSONObject row = new JSONObject().put("loss", 0.5);
    Spent spent = new Spent();
    WandbRun.Builder builder = new WandbRun.Builder().withProject("benchmark");
    WandbRun run = builder.build();
    spent.print("init");
    run.log(row, 1);
    spent.print("log");
    run.finish(0);
    spent.print("finish");
  }
}
