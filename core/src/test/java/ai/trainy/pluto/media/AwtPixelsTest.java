package ai.trainy.pluto.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwtPixelsTest {
  private static final int WIDTH = 19;
  private static final int HEIGHT = 7;

  private final Random random = new Random(3);

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_USHORT_565_RGB,
        BufferedImage.TYPE_USHORT_555_RGB,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void readsOpaqueImagesOfEveryType(int type) {
    BufferedImage image = filled(new BufferedImage(WIDTH, HEIGHT, type));

    assertThat(Pixels.of(image).channels()).isEqualTo(3);
    assertShows(image);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_4BYTE_ABGR_PRE
      })
  void readsTransparentImagesOfEveryType(int type) {
    BufferedImage image = filled(new BufferedImage(WIDTH, HEIGHT, type));

    assertThat(Pixels.of(image).channels()).isEqualTo(4);
    assertShows(image);
  }

  @Test
  void readsAPaletteWithATransparentColour() {
    byte[] levels = {0, (byte) 200};
    IndexColorModel palette = new IndexColorModel(1, 2, levels, levels, levels, 1);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setSample(3, 2, 0, 1);

    assertThat(Pixels.of(image).channels()).isEqualTo(4);
    assertShows(image);
  }

  @Test
  void greyIsAsItIsAndNotBrighter() {
    BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    byte[] expected = new byte[256];
    for (int x = 0; x < 256; x++) {
      image.getRaster().setSample(x, 0, 0, x);
      expected[x] = (byte) x;
    }

    Pixels pixels = Pixels.of(image);
    assertThat(pixels.channels()).isEqualTo(1);
    assertThat(pixels.samples()).isEqualTo(expected);
  }

  @Test
  void greyOf16BitsKeepsItsUpperOnes() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(1, 0, 0, 0x80FF);
    image.getRaster().setSample(2, 0, 0, 0xFFFF);

    assertThat(Pixels.of(image).samples()).containsExactly(0, 0x80, 0xFF);
  }

  @Test
  void greyWithAlphaIsGreyWithAlpha() {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
    raster.setPixels(0, 0, 2, 1, new int[] {100, 255, 7, 33});

    Pixels pixels = Pixels.of(new BufferedImage(model, raster, false, null));
    assertThat(pixels.samples()).containsExactly(100, 100, 100, 255, 7, 7, 7, 33);
  }

  @Test
  void readsAPartOfAnImage() {
    BufferedImage colours = filled(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB));
    assertShows(colours.getSubimage(3, 2, 5, 4));

    BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(2, 3, 0, 50);
    assertThat(Pixels.of(grey.getSubimage(2, 2, 1, 2)).samples()).containsExactly(0, 50);
  }

  private BufferedImage filled(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }

  /** Against what AWT itself says of each pixel. */
  private static void assertShows(BufferedImage image) {
    Pixels pixels = Pixels.of(image);
    assertThat(pixels.width()).isEqualTo(image.getWidth());
    assertThat(pixels.height()).isEqualTo(image.getHeight());
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int argb = 0;
        for (int shift : new int[] {16, 8, 0}) {
          argb |= (pixels.samples()[at++] & 0xFF) << shift;
        }
        argb |= pixels.channels() == 4 ? (pixels.samples()[at++] & 0xFF) << 24 : 0xFF000000;
        assertThat(argb).as("%d, %d", x, y).isEqualTo(image.getRGB(x, y));
      }
    }
  }
}
