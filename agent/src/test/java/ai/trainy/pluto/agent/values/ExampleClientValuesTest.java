package ai.trainy.pluto.agent.values;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import com.example.wandb.Artifact;
import com.example.wandb.Audio;
import com.example.wandb.Histogram;
import com.example.wandb.Html;
import com.example.wandb.Image;
import com.example.wandb.Table;
import com.example.wandb.Video;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The full client's media and the like, up to what a server is sent. */
class ExampleClientValuesTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir private Path directory;

  private Path file(String name) throws IOException {
    return Files.write(directory.resolve(name), BYTES);
  }

  private FileEntry only(Object value) throws IOException {
    Logged logged = Logged.of(value, directory);
    assertThat(logged.files()).as(logged.said()).hasSize(1);
    assertThat(logged.server().pointsOfRuns()).hasSize(1).first().asString().endsWith("beside=1.0");
    return logged.files().get(0);
  }

  @Test
  void anImageOfAFile() throws IOException {
    FileEntry entry = only(Image.of(file("owl.jpg")).withCaption("an owl"));

    assertThat(entry.type()).isEqualTo(LogType.IMAGE);
    assertThat(entry.logName()).isEqualTo("value");
    assertThat(entry.fileType()).isEqualTo("jpg");
    assertThat(entry.size()).isEqualTo(BYTES.length);
    assertThat(entry.caption()).contains("an owl");
  }

  @Test
  void anImageOfBytes() throws IOException {
    FileEntry entry = only(Image.of(BYTES, "webp"));

    assertThat(entry.fileType()).isEqualTo("webp");
    assertThat(entry.size()).isEqualTo(BYTES.length);
  }

  @Test
  void imagesOfPixels() throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    List<Image> images =
        List.of(
            Image.of(picture),
            Image.of(new double[][] {{0, 1}}),
            Image.of(new int[][][] {{{1, 2, 3}}}));

    Logged logged = Logged.of(images, directory);

    assertThat(logged.files()).extracting(FileEntry::fileType).containsOnly("png");
    assertThat(logged.files()).extracting(FileEntry::sampleIndex).containsExactly(0, 1, 2);
  }

  @Test
  void boxesAndMasksOfAnImage() throws IOException {
    Image image =
        Image.of(BYTES, "png")
            .withBoxes(
                Map.of(
                    "predictions",
                    Map.of(
                        "box_data",
                        List.of(Map.of("position", Map.of("minX", 0.1), "class_id", 1)),
                        "class_labels",
                        Map.of(1, "owl"))))
            .withMasks(Map.of("truth", Map.of("mask_data", new int[][] {{0, 1}, {1, 0}})));

    Logged logged = Logged.of(image, directory);

    assertThat(logged.files()).extracting(FileEntry::fileType).contains("png", "mask");
    Map<String, Object> annotations = logged.files().get(0).annotations();
    assertThat(annotations.toString()).contains("minX", "owl", "truth");
    assertThat(logged.said()).doesNotContain("'value'");
  }

  @Test
  void sounds() throws IOException {
    FileEntry file = only(Audio.of(file("owl.mp3")));
    FileEntry bytes = only(Audio.of(BYTES, "ogg"));
    FileEntry samples = only(Audio.of(new float[100], 8000).withCaption("silence"));
    FileEntry channels = only(Audio.of(new float[][] {{0, 1}, {1, 0}}, 8000));

    assertThat(file.type()).isEqualTo(LogType.AUDIO);
    assertThat(file.fileType()).isEqualTo("mp3");
    assertThat(bytes.fileType()).isEqualTo("ogg");
    assertThat(samples.fileType()).isEqualTo("wav");
    assertThat(samples.size()).isEqualTo(44 + 200);
    assertThat(samples.caption()).contains("silence");
    assertThat(channels.size()).isEqualTo(44 + 8);
  }

  @Test
  void films() throws IOException {
    FileEntry file = only(Video.of(file("owl.mp4")).withCaption("flies"));
    FileEntry bytes = only(Video.of(BYTES, "gif"));

    assertThat(file.type()).isEqualTo(LogType.VIDEO);
    assertThat(file.fileType()).isEqualTo("mp4");
    assertThat(file.caption()).contains("flies");
    assertThat(bytes.fileType()).isEqualTo("gif");
  }

  @Test
  void histograms() throws IOException {
    Histogram histogram = Histogram.ofCounts(new long[] {1, 3}, new double[] {0, 1, 2});

    Map<String, Object> data = Logged.of(histogram, directory).data();

    assertThat(data).containsEntry("freq", List.of(1L, 3L)).containsEntry("maxFreq", 3L);
    assertThat(data.get("bins")).isEqualTo(Map.of("min", 0.0, "max", 2.0, "num", 2L));
  }

  @Test
  void tables() throws IOException {
    Table table =
        new Table("n", "what")
            .addRow(1, "a")
            .addRow(2, Image.of(BYTES, "png").withCaption("an owl"))
            .addRow(null, List.of(0.5));

    Map<String, Object> data = Logged.of(table, directory).data();

    assertThat(data.get("table"))
        .isEqualTo(
            List.of(List.of(1L, "a"), List.of(2L, "an owl"), Arrays.asList(null, List.of(0.5))));
    assertThat(data.get("col").toString()).contains("n", "what");
  }

  @Test
  void artifactsWithoutWhatLiesElsewhere() throws IOException {
    Artifact artifact =
        new Artifact("model", "model")
            .addFile(file("weights.bin"), "a/weights.bin")
            .addReference("s3://bucket/data");

    Logged logged = Logged.artifact(artifact, directory);

    assertThat(logged.files()).hasSize(1);
    assertThat(logged.files().get(0).type()).isEqualTo(LogType.ARTIFACT);
    assertThat(logged.files().get(0).logName()).isEqualTo("artifacts/model/a/weights.bin");
  }

  @Test
  void whatPlutoHasNoPlaceForIsLeftOutInSilence() throws IOException {
    Logged logged = Logged.of(Html.of("<p>"), directory);

    assertThat(logged.files()).isEmpty();
    assertThat(logged.server().configUpdates()).isEmpty();
    assertThat(logged.server().pointsOfRuns().stream().collect(Collectors.joining()))
        .contains("beside");
    assertThat(logged.said()).doesNotContain("Html");
  }
}
