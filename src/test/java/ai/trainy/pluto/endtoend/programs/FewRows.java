package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.util.Map;

/**
 * Logs a few rows through the full client, which starts no server: for tests whose subject is
 * neither the client nor what is logged. Argument: the exit code of run and program, if not 0.
 */
public final class FewRows {
  public static final String PROJECT = "few";
  public static final int ROWS = 3;

  private FewRows() {}

  public static void main(String[] args) {
    int exitCode = args.length == 0 ? 0 : Integer.parseInt(args[0]);
    InitOptions options = InitOptions.builder().project(PROJECT).name("few rows").build();
    Run run = Wandb.init(options);
    for (int i = 0; i < ROWS; i++) {
      run.log(Map.of("loss", 1.0 / (i + 1)));
    }
    run.finish(exitCode);
    System.out.println("logged " + ROWS + " rows");
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
