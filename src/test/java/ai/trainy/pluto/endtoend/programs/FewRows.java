package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.util.Map;

/**
 * Logs a few rows through the example client, which starts no server: for tests whose subject is
 * neither the client nor what is logged.
 */
public final class FewRows {
  public static final String PROJECT = "few";
  public static final int ROWS = 3;

  private FewRows() {}

  public static void main(String[] args) {
    InitOptions options = InitOptions.builder().project(PROJECT).name("few rows").build();
    try (Run run = Wandb.init(options)) {
      for (int i = 0; i < ROWS; i++) {
        run.log(Map.of("loss", 1.0 / (i + 1)));
      }
    }
  }
}
