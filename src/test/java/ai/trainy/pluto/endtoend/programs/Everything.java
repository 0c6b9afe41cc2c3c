package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.AlertLevel;
import com.example.wandb.Artifact;
import com.example.wandb.Audio;
import com.example.wandb.Histogram;
import com.example.wandb.Html;
import com.example.wandb.Image;
import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Table;
import com.example.wandb.Video;
import com.example.wandb.Wandb;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Logs every kind of value that there is, and calls everything that a run has. */
public final class Everything {
  private Everything() {}

  public static void main(String[] args) throws Exception {
    Path png = writePng(Path.of("owl.png"));
    InitOptions options =
        InitOptions.builder()
            .project("everything")
            .id("every001")
            .name("all of it")
            .notes("each row of the table")
            .group("g1")
            .jobType("parity")
            .tags(List.of("first", "second"))
            .config(Map.of("lr", 0.1, "model", Map.of("depth", 12)))
            .build();
    try (Run run = Wandb.init(options)) {
      run.log(numbers());
      run.log(others());
      for (int i = 0; i < 3; i++) {
        run.log(Map.of("phase", i < 2 ? "warm-up" : "train", "loss", 1.0 / (i + 1)));
      }
      run.log(Map.of("loss", 7), 100);
      run.log(images(png));
      run.log(sounds());
      run.log(Map.of("weights", Histogram.of(new double[] {0, 0.1, 0.2, 0.9, 1}, 4)));
      run.log(
          Map.of(
              "bins",
              Histogram.ofCounts(new long[] {2, 9, 4, 0}, new double[] {-1, -.5, 0, .5, 1})));
      run.log(Map.of("samples", table()));
      run.log(Map.of("page", Html.of("<b>no place for this</b>"), "loss", 0.1));
      changedAfterwards(run);
      run.setTags(List.of("changed", "second"));
      run.addTags("third");
      run.alert("Plateau", "loss flat for 2k steps", AlertLevel.WARN);
      files(run, png);
    }
    System.out.println("done");
  }

  private static Map<String, Object> numbers() {
    Map<String, Object> row = new HashMap<>();
    row.put("n/byte", (byte) 7);
    row.put("n/short", (short) -7);
    row.put("n/int", Integer.MAX_VALUE);
    row.put("n/long", 1L << 52);
    row.put("n/float", 0.1f);
    row.put("n/double", Math.PI);
    row.put("n/decimal", new BigDecimal("1234567890.125"));
    row.put("n/integer", BigInteger.TWO.pow(70));
    row.put("n/atomic", new AtomicLong(42));
    row.put("n/nan", Double.NaN);
    row.put("n/infinity", Double.POSITIVE_INFINITY);
    row.put("n/minus infinity", Float.NEGATIVE_INFINITY);
    row.put("n/zero", -0.0);
    return row;
  }

  private static Map<String, Object> others() {
    Map<String, Object> row = new HashMap<>();
    row.put("o/true", true);
    row.put("o/text", "a text");
    row.put("o/number in a text", "42");
    row.put("o/null", null);
    row.put("o/map", Map.of("a", 1, "b", Map.of("c", "d")));
    row.put("o/list", List.of(1, 2.5, "three"));
    row.put("o/array", new double[] {1.5, 2.5, 3.5});
    row.put("o/empty", List.of());
    row.put("o/enum", TimeUnit.DAYS);
    row.put("o/date", LocalDate.of(2026, 11, 25));
    row.put("o/uuid", UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
    row.put("o/optional", Optional.of("there"));
    return row;
  }

  private static Map<String, Object> images(Path png) throws Exception {
    BufferedImage picture = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 20; i++) {
      picture.setRGB(i % 5, i / 5, 0x010203 * i);
    }
    Map<String, Object> box =
        Map.of(
            "position",
            Map.of("minX", 0.1, "maxX", 0.2, "minY", 0.3, "maxY", 0.4),
            "class_id",
            1,
            "box_caption",
            "owl 0.91",
            "scores",
            Map.of("conf", 0.91));
    Image marked =
        Image.of(picture)
            .withCaption("an owl, marked")
            .withBoxes(
                Map.of(
                    "predictions",
                    Map.of("box_data", List.of(box), "class_labels", Map.of(1, "owl"))))
            .withMasks(
                Map.of(
                    "truth",
                    Map.of(
                        "mask_data", new int[4][5], "class_labels", Map.of(0, "sky", 1, "owl"))));
    Map<String, Object> row = new HashMap<>();
    row.put("i/file", Image.of(png).withCaption("from a file"));
    row.put("i/bytes", Image.of(Files.readAllBytes(png), "png"));
    row.put("i/pixels", Image.of(new double[][] {{0, 0.5}, {1, 0.25}}));
    row.put("i/rgb", Image.of(new int[][][] {{{255, 0, 0}, {0, 255, 0}}}));
    row.put("i/marked", marked);
    row.put(
        "i/list",
        List.of(Image.of(picture).withCaption("0"), Image.of(png).withCaption("1"), Image.of(png)));
    return row;
  }

  private static Map<String, Object> sounds() {
    float[] wave = new float[800];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = (float) Math.sin(i * 0.1);
    }
    return Map.of(
        "s/samples", Audio.of(wave, 8000).withCaption("a tone"),
        "s/bytes", Audio.of(new byte[] {1, 2, 3}, "mp3"),
        "s/video", Video.of(new byte[] {4, 5, 6, 7}, "mp4").withCaption("a film"));
  }

  private static Table table() {
    return new Table("file", "score", "good", "note")
        .addRow("owl.png", 0.91, true, null)
        .addRow("elk.png", Double.NaN, false, "dark");
  }

  /** What was logged is what it was then. */
  private static void changedAfterwards(Run run) {
    List<Object> list = new ArrayList<>(List.of("before"));
    double[] array = {1.5, 2.5};
    Map<String, Object> row = new HashMap<>(Map.of("c/list", list, "c/array", array, "c/loss", 1));
    run.log(row);
    list.set(0, "after");
    Arrays.fill(array, 9);
    row.put("c/loss", 2);
  }

  private static void files(Run run, Path png) throws Exception {
    Files.createDirectories(Path.of("out"));
    Files.writeString(Path.of("out", "a.txt"), "a");
    Files.writeString(Path.of("out", "b.txt"), "");
    run.save("out/*.txt");
    run.save(png);
    Artifact artifact =
        new Artifact("best", "model")
            .addFile(png, "pictures/owl.png")
            .addDir(Path.of("out"))
            .addReference("s3://bucket/large.bin");
    run.logArtifact(artifact);
    run.logArtifact(Path.of("out", "a.txt"), "notes", "text");
  }

  private static Path writePng(Path file) throws Exception {
    BufferedImage owl = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
    owl.setRGB(3, 3, 0xFFAA5500);
    javax.imageio.ImageIO.write(owl, "png", file.toFile());
    return file;
  }
}
