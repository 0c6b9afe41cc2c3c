package ai.trainy.pluto.endtoend.programs;

import com.wandb.client.WandbRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.json.JSONObject;

/**
 * Logs some rows, and as many again once a file is there, and waits to be killed. Arguments: port,
 * rows, the file.
 */
public final class Endless {
  private Endless() {}

  public static void main(String[] args) throws Exception {
    WandbRun run =
        new WandbRun.Builder()
            .withProject("endless")
            .withName("never done")
            .onPort(Integer.parseInt(args[0]))
            .build();
    int rows = Integer.parseInt(args[1]);
    log(run, 0, rows);
    System.out.println("first half");
    while (!Files.exists(Path.of(args[2]))) {
      Thread.sleep(10);
    }
    log(run, rows, 2 * rows);
    System.out.println("second half");
    Thread.sleep(600_000);
  }

  private static void log(WandbRun run, int from, int to) {
    for (int i = from; i < to; i++) {
      run.log(new JSONObject().put("loss", 1.0 / (1 + i)), i);
    }
  }
}
