package ai.trainy.pluto.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitsTest {

  @Test
  void isTheFileThatItsReadmeDescribes() throws Exception {
    try (InputStream file = Digits.class.getResourceAsStream("digits.csv.gz")) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());

      assertThat(new BigInteger(1, digest))
          .isEqualTo(
              new BigInteger(
                  "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22", 16));
    }
  }

  @Test
  void loadsEveryImageWithItsDigit() throws Exception {
    Digits digits = Digits.load();

    assertThat(digits.size()).isEqualTo(1797);
    int[] imagesOfDigit = new int[Digits.CLASSES];
    for (int i = 0; i < digits.size(); i++) {
      imagesOfDigit[digits.get(i).digit]++;
    }
    assertThat(imagesOfDigit).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
  }

  @Test
  void scalesPixelsToOne() throws Exception {
    Digits digits = Digits.load();

    double[] pixels =
        IntStream.range(0, digits.size())
            .mapToObj(digits::get)
            .flatMapToDouble(image -> Arrays.stream(image.pixels))
            .toArray();

    assertThat(pixels).hasSize(1797 * Digits.PIXELS);
    assertThat(Arrays.stream(pixels).min()).hasValue(0);
    assertThat(Arrays.stream(pixels).max()).hasValue(1);
  }

  @Test
  void shufflesAlikeForTheSameSeed() throws Exception {
    Digits digits = Digits.load();

    Digits once = digits.shuffled(new Random(7));
    Digits again = digits.shuffled(new Random(7));

    assertThat(once.size()).isEqualTo(digits.size());
    assertThat(once.get(0)).isNotSameAs(digits.get(0)).isSameAs(again.get(0));
  }
}
