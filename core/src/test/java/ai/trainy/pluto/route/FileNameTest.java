package ai.trainy.pluto.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
  private static final String RANDOM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @Test
  void isCaptionThenSomethingRandomThenExtension() {
    assertThat(unique("owl 7/\u00e4", "png")).matches("owl-7-\u00e4\\." + RANDOM + "\\.png");
    assertThat(unique("\u640d\u5931 \ud83e\udd89\0", "png"))
        .matches("\u640d\u5931---\\." + RANDOM + "\\.png");
    assertThat(unique("", "png")).matches(RANDOM + "\\.png");
    assertThat(FileName.unique("png")).matches(RANDOM + "\\.png");
    assertThat(unique("model", "")).matches("model\\." + RANDOM);
    assertThat(unique("a", "b")).isNotEqualTo(unique("a", "b"));
  }

  @Test
  void isBoundedAndSafeWhateverItIsMadeOf() {
    String long1 = unique("\ud83e\udd89/..".repeat(5_000), "/../" + "e".repeat(5_000));
    assertThat(long1).hasSizeLessThanOrEqualTo(200).matches("[A-Za-z0-9_.-]+");

    String long2 = unique("c".repeat(5_000), "png");
    assertThat(long2).hasSizeLessThanOrEqualTo(200).matches("c+\\." + RANDOM + "\\.png");

    String long3 = unique("\u6e29".repeat(5_000), "png");
    assertThat(long3.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200);
    assertThat(FileName.unique("c".repeat(99), "e".repeat(99), 64)).hasSizeLessThanOrEqualTo(64);
  }

  private static String unique(String caption, String extension) {
    return FileName.unique(caption, extension, 200);
  }

  @ParameterizedTest
  @CsvSource({
    "a.png, png",
    "a.tar.gz, gz",
    "a, ''",
    "a., ''",
    ".bashrc, bashrc",
    "dir.d/a, ''",
    "dir.d/a.b, b",
    "'', ''"
  })
  void knowsTheExtension(String name, String extension) {
    assertThat(FileName.extension(name)).isEqualTo(extension);
  }
}
