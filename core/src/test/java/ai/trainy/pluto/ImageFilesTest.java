package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.StagedFiles.Staged;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boxes and masks on images (the protocol, section 9.5). */
class ImageFilesTest {
  private static final Map<Integer, String> LABELS = Map.of(1, "owl");

  @TempDir Path home;
  @TempDir Path work;

  private JournaledRun journaled;

  @BeforeEach
  void open() throws IOException {
    journaled = new JournaledRun(home);
  }

  @AfterEach
  void close() throws IOException {
    assertThat(journaled.ledger().seen())
        .isEqualTo(journaled.ledger().stored() + journaled.ledger().refused());
    journaled.close();
  }

  @Test
  void tellsBoxesInTheShapeThatTheirClientHasForThem() throws IOException {
    Map<String, Object> box = new LinkedHashMap<>();
    box.put("position", Map.of("minX", 12, "minY", 30, "maxX", 96, "maxY", 140));
    box.put("domain", "pixel");
    box.put("class_id", 1);
    box.put("box_caption", "owl 0.91");
    box.put("scores", Map.of("conf", 0.91f));

    log(
        image()
            .withBoxes(
                Map.of("predictions", Map.of("box_data", List.of(box), "class_labels", LABELS))));

    Map<String, Object> expected = new LinkedHashMap<>(box);
    expected.put("position", Map.of("minX", 12L, "minY", 30L, "maxX", 96L, "maxY", 140L));
    expected.put("class_id", 1L);
    expected.put("scores", Map.of("conf", 0.91));
    assertThat(journaled.files()).hasSize(1);
    assertThat(annotations())
        .isEqualTo(
            Map.of(
                "boxes",
                Map.of(
                    "predictions",
                    Map.of("box_data", List.of(expected), "class_labels", Map.of("1", "owl")))));
    assertThat(journaled.told().lines()).isEmpty();
  }

  @Test
  void takesBoxesInArrays() throws IOException {
    Object[] boxes = {Map.of("position", Map.of("minX", 0.25, "maxX", 0.5), "class_id", 2)};
    log(image().withBoxes(Map.of("truth", Map.of("box_data", boxes))));

    assertThat(annotations().toString()).contains("minX=0.25").contains("class_id=2");
  }

  @Test
  void aMaskIsAFileOfItsOwnThatTheAnnotationsName() throws IOException {
    int[][] ids = {{0, 1, 2}, {255, 1, 0}};
    log(image().withMasks(Map.of("predictions", Map.of("mask_data", ids, "class_labels", LABELS))));

    FileEntry picture = journaled.files().get(0).entry();
    Staged mask = journaled.files().get(1);
    assertThat(journaled.files()).hasSize(2);
    assertThat(annotations())
        .isEqualTo(
            Map.of(
                "masks",
                Map.of(
                    "predictions",
                    Map.of(
                        "fileName", mask.entry().fileName(), "class_labels", Map.of("1", "owl")))));
    assertThat(mask.entry().type()).isEqualTo(LogType.IMAGE);
    assertThat(mask.entry().fileType()).isEqualTo("mask");
    assertThat(mask.entry().fileName()).matches("[0-9a-f-]{36}\\.mask\\.png");
    assertThat(mask.entry().logName()).isEqualTo(picture.logName());
    assertThat(mask.entry().step()).isEqualTo(picture.step());
    assertThat(mask.entry().time()).isEqualTo(picture.time());
    assertThat(mask.entry().sampleIndex()).isEqualTo(picture.sampleIndex());
    assertThat(mask.entry().caption()).isEmpty();
    assertThat(mask.entry().annotations()).isEmpty();
    assertThat(classesOf(mask)).isDeepEqualTo(ids);
  }

  @Test
  void masksOfAListKeepTheSampleOfTheirPicture() throws IOException {
    Map<String, Object> mask = Map.of("mask_data", new byte[][] {{1}});
    Map<String, Object> two = new LinkedHashMap<>();
    two.put("a", mask);
    two.put("b", mask);
    journaled.run().log(Map.of("x", List.of(image(), image().withMasks(two), image())), 3);

    assertThat(journaled.files())
        .extracting(file -> file.entry().sampleIndex() + " " + file.entry().fileType())
        .containsExactly("0 png", "1 png", "1 mask", "1 mask", "2 png");
  }

  @Test
  void takesClassIdsInAnyTypeOfNumber() throws IOException {
    Map<String, Object> masks = new LinkedHashMap<>();
    masks.put("bytes", new byte[][] {{0, 1, (byte) 255}});
    masks.put("shorts", new short[][] {{0, 1, 255}});
    masks.put("longs", new long[][] {{0, 1, 255}});
    masks.put("floats", new float[][] {{0, 1, 255}});
    masks.put("doubles", new double[][] {{0, 1, 255}});
    masks.put("channel", new int[][][] {{{0}, {1}, {255}}});
    masks.put("lists", List.of(List.of(0, 1.0, 255L)));
    masks.put("rows", List.of(new int[] {0, 1, 255}));
    masks.replaceAll((name, ids) -> Map.of("mask_data", ids));
    log(image().withMasks(masks));

    assertThat(journaled.told().lines()).isEmpty();
    for (Staged mask : journaled.files().subList(1, 9)) {
      assertThat(classesOf(mask)).isDeepEqualTo(new int[][] {{0, 1, 255}});
    }
  }

  @Test
  void classesOfAFractionalTypeAreNotTakenForShades() throws IOException {
    log(image().withMasks(Map.of("a", Map.of("mask_data", new float[][] {{0, 1}, {1, 0}}))));

    assertThat(classesOf(journaled.files().get(1))).isDeepEqualTo(new int[][] {{0, 1}, {1, 0}});
  }

  @Test
  void takesAMaskFromAFile() throws IOException {
    Path file = Files.write(work.resolve("mask.png"), new byte[] {1, 2});
    log(image().withMasks(Map.of("a", Map.of("path", file.toString()))));

    Staged mask = journaled.files().get(1);
    assertThat(Files.readAllBytes(mask.content())).containsExactly(1, 2);
    assertThat(annotations().toString()).contains(mask.entry().fileName());
  }

  @Test
  void aMaskThatIsWrongCostsOnlyItself() throws IOException {
    Map<String, Object> masks = new LinkedHashMap<>();
    masks.put("none", Map.of("class_labels", LABELS));
    masks.put("no map", 3);
    masks.put("null", null);
    masks.put("ragged", Map.of("mask_data", new int[][] {{1}, {1, 2}}));
    masks.put("colour", Map.of("mask_data", new int[1][1][3]));
    masks.put("words", Map.of("mask_data", List.of(List.of("owl"))));
    masks.put("holes", Map.of("mask_data", List.of(Arrays.asList(1, null))));
    masks.put("flat", Map.of("mask_data", List.of(1, 2)));
    masks.put("empty", Map.of("mask_data", List.of()));
    masks.put("labels", Map.of("mask_data", new int[1][1], "class_labels", new Object()));
    masks.put("path", Map.of("path", "\0"));
    masks.put("gone", Map.of("path", work.resolve("gone.png")));
    masks.put("good", Map.of("mask_data", new int[1][1]));
    log(image().withMasks(masks));

    assertThat(journaled.files()).hasSize(2);
    assertThat(((Map<?, ?>) annotations().get("masks")).keySet()).hasToString("[good]");
    assertThat(journaled.told().lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("Skipped a part of the image 'x': it has a mask 'none'")
        .doesNotContain("null");
    assertLedger(2, 12);
  }

  @Test
  void boxesThatAreWrongCostOnlyThemselves() throws IOException {
    Map<String, Object> boxes = new LinkedHashMap<>();
    boxes.put("no list", Map.of("box_data", 3));
    boxes.put("no map", List.of());
    boxes.put("null", null);
    boxes.put("unknown", Map.of("box_data", List.of(new Object())));
    boxes.put("good", Map.of("box_data", List.of()));
    log(image().withBoxes(boxes));

    assertThat(annotations())
        .isEqualTo(Map.of("boxes", Map.of("good", Map.of("box_data", List.of()))));
    assertLedger(1, 4);
  }

  @Test
  void withoutAnythingOnItAnImageHasNoAnnotations() throws IOException {
    log(image().withBoxes(Map.of()).withMasks(Map.of()));

    assertThat(annotations()).isEmpty();
  }

  @Test
  void aMaskOfAPictureThatCannotBeKeptIsNotKeptEither() throws IOException {
    log(
        Image.of(work.resolve("gone.png"))
            .withMasks(Map.of("a", Map.of("mask_data", new int[1][1]))));

    assertThat(journaled.files()).isEmpty();
    assertLedger(0, 1);
  }

  @Test
  void namesAreWhateverTheProgramHas() throws IOException {
    Map<String, Object> masks = new HashMap<>();
    masks.put(null, Map.of("mask_data", new int[1][1]));
    masks.put("a/\ud83e\0", Map.of("mask_data", new int[1][1]));
    log(image().withMasks(masks));

    assertThat(((Map<?, ?>) annotations().get("masks")))
        .hasSize(2)
        .satisfies(names -> assertThat(names.keySet().toString()).contains("a/\ufffd"));
  }

  @Test
  void mapsThatFailWhenAskedCostNothingElse() throws IOException {
    Map<String, Object> failing =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("closed");
          }
        };
    assertThatCode(
            () -> {
              log(image().withMasks(failing));
              log(image().withBoxes(failing));
              log(image().withBoxes(Map.of("a", failing)).withMasks(Map.of("a", failing)));
              log(image().withBoxes(null).withMasks(null));
            })
        .doesNotThrowAnyException();

    assertThat(journaled.files()).hasSize(4);
    assertLedger(4, 4);
  }

  @Test
  void mapsThatContainThemselvesEnd() throws IOException {
    Map<String, Object> self = new HashMap<>();
    List<Object> list = new ArrayList<>();
    list.add(self);
    list.add(self);
    self.put("box_data", list);
    log(image().withBoxes(Collections.singletonMap("a", self)));

    assertThat(annotations()).isEmpty();
    assertLedger(1, 1);
  }

  private static int[][] classesOf(Staged mask) throws IOException {
    BufferedImage image = ImageIO.read(mask.content().toFile());
    int[][] classes = new int[image.getHeight()][image.getWidth()];
    for (int y = 0; y < classes.length; y++) {
      for (int x = 0; x < classes[y].length; x++) {
        int rgb = image.getRGB(x, y) & 0xFFFFFF;
        assertThat(rgb & 0xFFFF).as("green and blue").isZero();
        classes[y][x] = rgb >> 16;
      }
    }
    return classes;
  }

  private static Image image() {
    return Image.of(new byte[] {1}, "png");
  }

  private void log(Image image) {
    journaled.run().log(Map.of("x", image), 3);
  }

  private Map<String, Object> annotations() throws IOException {
    return journaled.files().get(0).entry().annotations();
  }

  private void assertLedger(long stored, long refused) {
    assertThat(List.of(journaled.ledger().stored(), journaled.ledger().refused()))
        .as("stored and refused")
        .containsExactly(stored, refused);
  }
}
