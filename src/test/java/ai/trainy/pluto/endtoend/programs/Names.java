package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.AlertLevel;
import com.example.wandb.Artifact;
import com.example.wandb.Histogram;
import com.example.wandb.Image;
import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Table;
import com.example.wandb.Wandb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names in every script, and names and texts that Pluto cannot hold. */
public final class Names {
  public static final String LONG = "n".repeat(5_000);

  private Names() {}

  public static void main(String[] args) throws Exception {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("lr", List.of(0.1, 0.2));
    config.put("text", "a\0b\ud83e");
    config.put("k".repeat(501), "too long a path");
    InitOptions options =
        InitOptions.builder()
            .project("\u6570\u636e")
            .id("names001")
            .name("\u64cd\u5165 \ud83e\udd89")
            .tags(List.of("\u6807\u7b7e", "a\0b\ud83e"))
            .notes("a\0b\ud83e")
            .config(config)
            .build();
    try (Run run = Wandb.init(options)) {
      for (int step = 0; step < 3; step++) {
        run.log(Map.of("\u635f\u5931", 1.0 / (step + 1), "\u7cbe\u5ea6", step / 3.0), step);
      }
      Map<String, Object> odd = new LinkedHashMap<>();
      odd.put("a\0", 1);
      odd.put("a\ud83e", 2);
      odd.put("", 3);
      odd.put("constructor/a", 4);
      odd.put(LONG, 5);
      odd.put(LONG + "2", 6);
      run.log(odd, 3);
      run.log(Map.of("lr", "a text", "\u9636\u6bb5", "a\0b\ud83e"), 4);
      double[][] pixels = {{0, 1}, {1, 0}};
      run.log(Map.of("\u56fe/\u50cf", Image.of(pixels).withCaption("\u732b\0\ud83e")), 5);
      run.log(Map.of("../a//b", Image.of(pixels)), 6);
      run.log(Map.of("\u8868", new Table("a\0").addRow("b\0\ud83e")), 7);
      run.log(Map.of("\u76f4\u65b9", Histogram.of(new double[] {0, 1}, 2)), 8);
      Path file = Files.writeString(Path.of("names.txt"), "text");
      run.logArtifact(new Artifact("model", "t").addFile(file, "a.txt"));
      run.alert("a\0", "b\ud83e", AlertLevel.INFO);
    }
    System.out.println("done");
  }
}
