package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.util.Map;

/** Logs three rows to a run that goes on where it was left. */
public final class Resumes {
  private Resumes() {}

  public static void main(String[] args) {
    InitOptions options =
        InitOptions.builder()
            .project("resumed")
            .id("again001")
            .name("on and on")
            .resume(true)
            .build();
    try (Run run = Wandb.init(options)) {
      for (int i = 0; i < 3; i++) {
        run.log(Map.of("loss", run.step()));
      }
    }
  }
}
