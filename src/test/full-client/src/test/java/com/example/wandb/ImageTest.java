package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {

  @Test
  void isAFile() {
    Image image = Image.of(Path.of("out.d", "owl.JPG"));

    assertThat(image.path()).isEqualTo(Path.of("out.d", "owl.JPG"));
    assertThat(image.format()).isEqualTo("jpg");
    assertThat(image.bytes()).isNull();
    assertThat(image.pixels()).isNull();
    assertThat(image.caption()).isNull();
    assertThat(image.boxes()).isEmpty();
    assertThat(image.masks()).isEmpty();
  }

  @Test
  void isTheBytesOfAFile() {
    byte[] bytes = {1, 2, 3};
    Image image = Image.of(bytes, "PNG");
    bytes[0] = 9;
    image.bytes()[1] = 9;

    assertThat(image.bytes()).containsExactly(1, 2, 3);
    assertThat(image.format()).isEqualTo("png");
    assertThat(image.path()).isNull();
  }

  @Test
  void isPixels() throws Exception {
    BufferedImage pixels = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    pixels.setRGB(2, 1, 0x80102030);
    Image image = Image.of(pixels);
    pixels.setRGB(2, 1, 0);
    image.pixels().setRGB(2, 1, 0);

    assertThat(image.format()).isEqualTo("png");
    assertThat(image.pixels().getRGB(2, 1)).isEqualTo(0x80102030);
    assertThat(ImageIO.read(image.open()).getRGB(2, 1)).isEqualTo(0x80102030);
  }

  @Test
  void isAPartOfAnotherImage() throws Exception {
    BufferedImage pixels = new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR);
    pixels.setRGB(2, 3, 0xff102030);

    Image image = Image.of(pixels.getSubimage(1, 2, 3, 2));

    assertThat(image.pixels().getRGB(1, 1)).isEqualTo(0xff102030);
    assertThat(ImageIO.read(image.open()).getRGB(1, 1)).isEqualTo(0xff102030);
  }

  @Test
  void isGrayNumbers() throws Exception {
    Image image = Image.of(new double[][] {{0, 0.5, 1}, {-1, 2, Double.NaN}});

    BufferedImage read = ImageIO.read(image.open());
    assertThat(rgb(image.pixels())).containsExactly(rgb(read));
    assertThat(rgb(read))
        .containsExactly(0xff000000, 0xff808080, 0xffffffff, 0xff000000, 0xffffffff, 0xff000000);
    assertThat(read.getWidth()).isEqualTo(3);
  }

  @Test
  void isColours() throws Exception {
    Image image = Image.of(new int[][][] {{{1, 2, 3}, {-5, 255, 300}}});

    assertThat(rgb(ImageIO.read(image.open()))).containsExactly(0xff010203, 0xff00ffff);
  }

  @Test
  void hasACaptionWithoutChanging() {
    Image image = Image.of(new byte[1], "png");

    assertThat(image.withCaption("owl").caption()).isEqualTo("owl");
    assertThat(image.caption()).isNull();
  }

  @Test
  void hasBoxesAndMasks() {
    Map<String, Object> box =
        new HashMap<>(Map.of("position", Map.of("minX", 0, "maxX", 5), "class_id", 1));
    int[][] classes = {{0, 1}};

    Image image =
        Image.of(new byte[1], "png")
            .withBoxes(Map.of("predictions", Map.of("box_data", List.of(box))))
            .withMasks(Map.of("truth", Map.of("mask_data", classes)))
            .withCaption("owl");
    box.clear();
    classes[0][0] = 7;

    assertThat(image.boxes())
        .isEqualTo(
            Map.of(
                "predictions",
                Map.of(
                    "box_data",
                    List.of(Map.of("position", Map.of("minX", 0, "maxX", 5), "class_id", 1)))));
    assertThat(((Map<?, ?>) image.masks().get("truth")).get("mask_data"))
        .isEqualTo(new int[][] {{0, 1}});
  }

  @ParameterizedTest
  @ValueSource(strings = {"owl", "owl.", ".d/owl", ""})
  void refusesAFileWithoutExtension(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.of(Path.of(path)))
        .withMessage("the name of %s has no extension that tells its format", path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".png", "../x", "a b"})
  void refusesAFormatThatIsNoExtension(String format) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.of(new byte[1], format))
        .withMessage("a format is a file's extension like png, not '%s'", format);
  }

  @Test
  void refusesToHaveNoPixels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.of(new double[0][]))
        .withMessage("an image has at least one pixel");
    assertThatIllegalArgumentException().isThrownBy(() -> Image.of(new double[1][0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Image.of(new int[0][][]));
  }

  @Test
  void refusesRowsOfDifferentWidths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.of(new double[][] {{0, 0}, {0}}))
        .withMessage("row 1 has 1 pixels, the first one has 2");
  }

  @Test
  void refusesOtherThanThreeChannels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.of(new int[][][] {{{1, 2, 3}, {1}}}))
        .withMessage("a pixel has 3 channels, not 1 as at x 1, y 0");
  }

  @Test
  void refusesBoxesOfAnotherShape() {
    Image image = Image.of(new byte[1], "png");

    for (Object layer :
        List.of("x", Map.of(), Map.of("box_data", 1), Map.of("box_data", List.of(Map.of())))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> image.withBoxes(Map.of("predictions", layer)))
          .withMessageStartingWith("boxes predictions need box_data");
    }
  }

  @Test
  void refusesMasksOfAnotherShape() {
    Image image = Image.of(new byte[1], "png");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> image.withMasks(Map.of("truth", Map.of("mask_data", "x"))))
        .withMessage("mask truth needs mask_data, an int[][]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> image.withMasks(Map.of("truth", Map.of("mask_data", new int[][] {{256}}))))
        .withMessage("a class is a number from 0 to 255, not 256");
  }

  private static int[] rgb(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
