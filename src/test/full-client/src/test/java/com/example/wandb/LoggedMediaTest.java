package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedMediaTest {

  private static final byte[] ABC = "abc".getBytes(StandardCharsets.UTF_8);
  private static final String ABC_HASH =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String ABC_NAME = "ba7816bf8f01cfea4141";

  @TempDir Path folder;
  private Run run;
  private RunReader reader;

  @BeforeEach
  void open() {
    run = new TestRuns(folder).open();
    reader = RunReader.of(run.dir());
  }

  @Test
  void keepsTheBytesOfAnImage() {
    JSONObject json = logged("owl", Image.of(ABC, "png").withCaption("an owl"));

    assertThat(json.toMap())
        .isEqualTo(
            Map.of(
                "_type",
                "image-file",
                "path",
                "media/images/owl_0_0_" + ABC_NAME + ".png",
                "sha256",
                ABC_HASH,
                "size",
                3,
                "format",
                "png",
                "caption",
                "an owl"));
    assertThat(file(json)).hasBinaryContent(ABC);
  }

  @Test
  void keepsACopyOfAFile() throws Exception {
    Path file = Files.write(folder.resolve("owl.jpg"), ABC);

    JSONObject json = logged("owl", Image.of(file));
    Files.delete(file);

    assertThat(json.getString("path")).endsWith(".jpg");
    assertThat(json.has("caption")).isFalse();
    assertThat(file(json)).hasBinaryContent(ABC);
  }

  @Test
  void keepsPixelsAsPng() throws Exception {
    BufferedImage read =
        ImageIO.read(file(logged("owl", Image.of(new double[][] {{0, 1}}))).toFile());

    assertThat(read.getRGB(0, 0)).isEqualTo(0xff000000);
    assertThat(read.getRGB(1, 0)).isEqualTo(0xffffffff);
  }

  @Test
  void keepsBoxesInAFile() throws Exception {
    Map<String, Object> layer =
        Map.of(
            "box_data",
            List.of(Map.of("position", Map.of("minX", 0.5), "class_id", 1, "domain", "pixel")),
            "class_labels",
            Map.of(1, "owl"));

    JSONObject json =
        logged("owl", Image.of(ABC, "png").withBoxes(Map.of("predictions", layer)))
            .getJSONObject("boxes")
            .getJSONObject("predictions");

    assertThat(json.getString("_type")).isEqualTo("boxes2D");
    assertThat(json.getString("path")).startsWith("media/metadata/boxes2D/owl_predictions_0_0_");
    JSONObject kept = new JSONObject(Files.readString(file(json)));
    assertThat(kept.query("/class_labels/1")).isEqualTo("owl");
    assertThat(kept.query("/box_data/0/class_id")).isEqualTo(1);
    assertThat(kept.query("/box_data/0/domain")).isEqualTo("pixel");
  }

  @Test
  void keepsAMaskAsTheNumbersOfItsClasses() throws Exception {
    Map<String, Object> layer =
        Map.of("mask_data", new int[][] {{0, 1}, {200, 255}}, "class_labels", Map.of(1, "owl"));

    JSONObject json =
        logged("owl", Image.of(ABC, "png").withMasks(Map.of("truth", layer)))
            .getJSONObject("masks")
            .getJSONObject("truth");

    assertThat(json.getString("_type")).isEqualTo("mask");
    assertThat(json.getString("path"))
        .startsWith("media/images/mask/owl_truth_0_0_")
        .endsWith(".mask.png");
    assertThat(json.query("/class_labels/1")).isEqualTo("owl");
    BufferedImage read = ImageIO.read(file(json).toFile());
    assertThat(read.getRaster().getSamples(0, 0, 2, 2, 0, (int[]) null))
        .containsExactly(0, 1, 200, 255);
  }

  @Test
  void keepsAListOfImages() {
    run.log(Map.of("train/owls", List.of(Image.of(ABC, "png"), Image.of(new byte[1], "png"))), 7);

    JSONArray list = reader.rows().get(0).getJSONArray("train/owls");
    assertThat(list.length()).isEqualTo(2);
    assertThat(list.getJSONObject(0).getString("path"))
        .isEqualTo("media/images/train_owls_7_0_" + ABC_NAME + ".png");
    assertThat(list.getJSONObject(1).getString("path")).startsWith("media/images/train_owls_7_1_");
    assertThat(reader.files()).hasSize(2);
  }

  @Test
  void keepsMediaInMaps() {
    JSONObject json = logged("eval", Map.of("owl", Image.of(ABC, "png"))).getJSONObject("owl");

    assertThat(json.getString("path")).startsWith("media/images/eval.owl_0_0_");
  }

  @Test
  void keepsMediaUnderAKeyThatIsNoFileName() {
    JSONObject json = logged("../\u00fc\n" + "x".repeat(500), Image.of(ABC, "png"));

    assertThat(json.getString("path")).matches("media/images/\\.\\.___x{123}_0_0_\\w+\\.png");
    assertThat(file(json)).hasBinaryContent(ABC);
  }

  @Test
  void keepsSounds() {
    JSONObject bytes = logged("hoot", Audio.of(ABC, "mp3").withCaption("an owl"));
    JSONObject samples = logged("hoot", Audio.of(new float[100], 8000));

    assertThat(bytes.getString("_type")).isEqualTo("audio-file");
    assertThat(bytes.getString("path")).isEqualTo("media/audio/hoot_0_0_" + ABC_NAME + ".mp3");
    assertThat(bytes.getString("caption")).isEqualTo("an owl");
    assertThat(bytes.has("sample_rate")).isFalse();
    assertThat(samples.getInt("sample_rate")).isEqualTo(8000);
    assertThat(samples.getInt("size")).isEqualTo(244);
    assertThat(file(samples)).hasSize(244);
  }

  @Test
  void keepsVideos() {
    JSONObject json = logged("flight", Video.of(ABC, "mp4").withCaption("an owl"));

    assertThat(json.getString("_type")).isEqualTo("video-file");
    assertThat(json.getString("path")).isEqualTo("media/videos/flight_0_0_" + ABC_NAME + ".mp4");
    assertThat(json.getString("caption")).isEqualTo("an owl");
    assertThat(file(json)).hasBinaryContent(ABC);
  }

  @Test
  void keepsHtml() {
    JSONObject json = logged("page", Html.of("abc"));

    assertThat(json.getString("_type")).isEqualTo("html-file");
    assertThat(json.getString("path")).isEqualTo("media/html/page_0_0_" + ABC_NAME + ".html");
    assertThat(file(json)).hasContent("abc");
  }

  @Test
  void keepsHistogramsInTheRow() {
    JSONObject json = logged("h", Histogram.ofCounts(new long[] {1, 2}, new double[] {0, 0.5, 1}));

    assertThat(json.getString("_type")).isEqualTo("histogram");
    assertThat(json.getJSONArray("values")).hasToString("[1,2]");
    assertThat(json.getJSONArray("bins")).hasToString("[0,0.5,1]");
    assertThat(reader.files()).isEmpty();
  }

  @Test
  void keepsATableWithTheMediaInIt() throws Exception {
    Table table =
        new Table("owl", "score").addRow(Image.of(ABC, "png"), 0.5).addRow(null, Double.NaN);

    JSONObject json = logged("guesses", table);

    assertThat(json.getString("_type")).isEqualTo("table-file");
    assertThat(json.getString("path"))
        .matches("media/table/guesses_0_0_[0-9a-f]{20}\\.table\\.json");
    assertThat(json.getInt("ncols")).isEqualTo(2);
    assertThat(json.getInt("nrows")).isEqualTo(2);
    JSONObject kept = new JSONObject(Files.readString(file(json)));
    assertThat(kept.getJSONArray("columns")).containsExactly("owl", "score");
    assertThat(file((JSONObject) kept.query("/data/0/0"))).hasBinaryContent(ABC);
    assertThat(((Number) kept.query("/data/0/1")).doubleValue()).isEqualTo(0.5);
    assertThat(kept.query("/data/1/0")).isEqualTo(JSONObject.NULL);
    assertThat(kept.query("/data/1/1")).isEqualTo("NaN");
  }

  @Test
  void keepsATableAsItIsWhenLogged() {
    Table table = new Table("a").addRow(1);
    JSONObject first = logged("t", table);
    JSONObject second = logged("t", table.addRow(2));

    assertThat(first.getInt("nrows")).isEqualTo(1);
    assertThat(second.getInt("nrows")).isEqualTo(2);
    assertThat(file(first)).isNotEqualTo(file(second)).exists();
  }

  @Test
  void leavesNothingElseBehind() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("a", Image.of(ABC, "png"));
    row.put("b", Html.of("x"));
    run.log(row);
    run.finish();

    assertThat(run.dir().toFile().list())
        .containsExactlyInAnyOrder("run.json", "history.jsonl", "files");
  }

  /** What the row has for a value. */
  private JSONObject logged(String key, Object value) {
    run.log(Map.of(key, value));
    List<JSONObject> rows = reader.rows();
    return rows.get(rows.size() - 1).getJSONObject(key);
  }

  private Path file(JSONObject media) {
    Path file = reader.files().get(media.getString("path"));
    assertThat(file).isNotNull();
    return file;
  }
}
