package ai.trainy.pluto.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another reader finds in the files. */
class PngTest {
  private final Random random = new Random(5);

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 1, 3",
    "1, 1, 4",
    "1, 200, 3",
    "200, 1, 4",
    "37, 53, 1",
    "37, 53, 3",
    "37, 53, 4",
    "70000, 3, 1",
    "30000, 3, 3",
    "20000, 3, 4",
    "640, 480, 3"
  })
  void isReadBackPixelByPixel(int width, int height, int channels) throws IOException {
    Pixels pixels = new Pixels(width, height, channels);
    for (int i = 0; i < width * height * channels; i++) {
      pixels.add(random.nextInt(256));
    }

    assertThat(samples(read(pixels), channels)).isEqualTo(pixels.samples());
  }

  @Test
  void isSmallWhereTheImageIsPlain() throws IOException {
    Pixels pixels = new Pixels(1_000, 1_000, 3);

    assertThat(write(pixels)).hasSizeLessThan(30_000);
    assertThat(samples(read(pixels), 3)).isEqualTo(pixels.samples());
  }

  private static BufferedImage read(Pixels pixels) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(write(pixels)));
  }

  private static byte[] write(Pixels pixels) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Png.write(pixels, file);
    return file.toByteArray();
  }

  private static byte[] samples(BufferedImage image, int channels) {
    assertThat(image.getRaster().getNumBands()).isEqualTo(channels);
    int[] samples =
        image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) samples[i];
    }
    return bytes;
  }
}
