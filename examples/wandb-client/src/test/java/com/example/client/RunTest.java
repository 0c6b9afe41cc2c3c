package com.example.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  private static final InitOptions OPTIONS =
      InitOptions.of("owls").withId("night-1").withName("night").withConfig(Map.of("lr", 0.1));

  @TempDir Path parent;

  @Test
  void writesEachRowAtItsStep() throws IOException {
    Run run = new Run(OPTIONS, parent);

    run.log(Map.of("loss", 0.5));
    run.log(Map.of("loss", 0.25), 7);
    run.log(Map.of("acc", 1));
    run.log(Map.of("loss", Double.NaN));

    assertThat(rows(run)).extracting(row -> row.getLong("_step")).containsExactly(0L, 7L, 7L, 8L);
    assertThat(rows(run).get(1).getDouble("loss")).isEqualTo(0.25);
    assertThat(rows(run).get(3).getString("loss")).isEqualTo("NaN");
    assertThat(run.step()).isEqualTo(9);
  }

  @Test
  void refusesAStepThatGoesBack() throws IOException {
    Run run = new Run(OPTIONS, parent);
    run.log(Map.of("loss", 0.5), 3);

    assertThatThrownBy(() -> run.log(Map.of("loss", 0.25), 2))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(rows(run)).hasSize(1);
  }

  @Test
  void saysWhatItIsAndHowItEnded() throws IOException {
    Run run = new Run(OPTIONS, parent);
    assertThat(info(run).getString("state")).isEqualTo("running");

    run.finish(3);
    run.close();

    assertThat(info(run).getString("project")).isEqualTo("owls");
    assertThat(info(run).getString("name")).isEqualTo("night");
    assertThat(info(run).getJSONObject("config").getDouble("lr")).isEqualTo(0.1);
    assertThat(info(run).getString("state")).isEqualTo("finished");
    assertThat(info(run).getInt("exitCode")).isEqualTo(3);
    assertThatThrownBy(() -> run.log(Map.of())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void goesOnWithTheRunOfItsId() throws IOException {
    try (Run first = new Run(OPTIONS, parent)) {
      first.log(Map.of("loss", 0.5), 4);
    }

    Run second = new Run(OPTIONS, parent);
    second.log(Map.of("loss", 0.25));

    assertThat(rows(second)).extracting(row -> row.getLong("_step")).containsExactly(4L, 5L);
  }

  @Test
  void keepsImagesAsFiles() throws IOException {
    Run run = new Run(OPTIONS, parent);
    Image drawn = Image.of(new double[][] {{0, 1, 2}, {0.5, -1, 0}}).withCaption("an owl");

    run.log(Map.of("seen/owls", List.of(drawn, drawn)));
    JSONArray owls = rows(run).get(0).getJSONArray("seen/owls");
    Path file = run.dir().resolve(owls.getJSONObject(1).getString("path"));
    run.log(Map.of("copy", Image.of(file)));

    assertThat(owls.getJSONObject(0).getString("caption")).isEqualTo("an owl");
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(3);
    assertThat(ImageIO.read(file.toFile()).getRGB(0, 1)).isEqualTo(0xff808080);
    assertThat(ImageIO.read(file.toFile()).getRGB(2, 0)).isEqualTo(0xffffffff);
    assertThat(ImageIO.read(file.toFile()).getRGB(1, 1)).isEqualTo(0xff000000);
    assertThat(run.dir().resolve(rows(run).get(1).getJSONObject("copy").getString("path")))
        .hasSameBinaryContentAs(file);
  }

  @Test
  void writesHistogramsAndTables() throws IOException {
    Run run = new Run(OPTIONS, parent);
    Histogram histogram = Histogram.of(new double[] {0, 1, 1, 64});

    run.log(Map.of("weights", histogram, "seen", new Table(List.of("bird", "n")).addRow("owl", 2)));

    JSONObject row = rows(run).get(0);
    assertThat(row.getJSONObject("weights").getJSONArray("values").toList())
        .startsWith(1, 2, 0)
        .endsWith(0, 1)
        .hasSize(64);
    assertThat(row.getJSONObject("weights").getJSONArray("bins").getDouble(64)).isEqualTo(64);
    assertThat(row.getJSONObject("seen").getJSONArray("columns").toList())
        .containsExactly("bird", "n");
    assertThat(row.getJSONObject("seen").getJSONArray("data").getJSONArray(0).toList())
        .containsExactly("owl", 2);
  }

  @Test
  void aHistogramOfOneValueHasItInOneBin() {
    assertThat(Histogram.of(new double[] {2, 2}).counts()).contains(2).hasSize(64);
    assertThat(Histogram.of(new double[0]).edges()).isSorted();
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> OPTIONS.withId("../x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Table(List.of("bird")).addRow("owl", 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<JSONObject> rows(Run run) throws IOException {
    return Files.readAllLines(run.dir().resolve("history.jsonl")).stream()
        .map(JSONObject::new)
        .collect(Collectors.toList());
  }

  private static JSONObject info(Run run) throws IOException {
    return new JSONObject(Files.readString(run.dir().resolve("run.json")));
  }
}
