package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Logs some rows through the full client, and as many again once a file is there, and waits to be
 * killed. Arguments: run id, rows, the file.
 */
public final class Endless {
  private Endless() {}

  public static void main(String[] args) throws Exception {
    Run run =
        Wandb.init(InitOptions.builder().project("endless").id(args[0]).name("never done").build());
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

  private static void log(Run run, int from, int to) {
    for (int i = from; i < to; i++) {
      run.log(Map.of("loss", 1.0 / (1 + i)), i);
    }
  }
}
