package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.util.Map;

/**
 * Runs one after the other, at the same time, and one from another. Argument: the id of a run to go
 * on from, with its step, as wandb has it.
 */
public final class Branches {
  private Branches() {}

  public static void main(String[] args) {
    InitOptions.Builder first =
        InitOptions.builder().project("branches").id("parent01").name("parent");
    try (Run parent =
        Wandb.init(
            first.config(Map.of("lr", 0.1, "model", Map.of("depth", 2, "width", 8))).build())) {
      for (int i = 0; i < 10; i++) {
        parent.log(Map.of("loss", 10 - i));
      }
    }
    Run left = Wandb.init(options("left0001", "left", args[0]));
    Run right = Wandb.init(options("right001", "right", null));
    for (int i = 0; i < 5; i++) {
      left.log(Map.of("loss", i));
      right.log(Map.of("loss", -i));
      Wandb.log(Map.of("facade", i));
    }
    left.finish(0);
    right.finish(3);
    System.out.println("done");
  }

  private static InitOptions options(String id, String name, String forkFrom) {
    InitOptions.Builder options = InitOptions.builder().project("branches").id(id).name(name);
    if (forkFrom != null) {
      options.forkFrom(forkFrom).config(Map.of("model", Map.of("depth", 3)));
    }
    return options.build();
  }
}
