package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Map;

/** Logs a run, and makes one request of its own. */
public final class OneRequest {
  public static final String PROJECT = "one-request";

  private OneRequest() {}

  /**
   * Runs.
   *
   * @param args the address that is requested
   */
  public static void main(String[] args) throws IOException {
    try (Run run = Wandb.init(InitOptions.builder().project(PROJECT).name("run").build())) {
      run.log(Map.of("loss", 0.5));
      HttpURLConnection connection = (HttpURLConnection) new URL(args[0]).openConnection();
      System.out.println("answered " + connection.getResponseCode());
    }
  }
}
