package ai.trainy.pluto.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
  private static final String RANDOM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @Test
  void isCaptionThenSomethingRandomThenExtension() {
    assertThat(FileName.unique("owl 7/\u00e4", "png")).matches("owl-7--\\." + RANDOM + "\\.png");
    assertThat(FileName.unique("", "png")).matches(RANDOM + "\\.png");
    assertThat(FileName.unique("model", "")).matches("model\\." + RANDOM);
    assertThat(FileName.unique("a", "b")).isNotEqualTo(FileName.unique("a", "b"));
  }

  @Test
  void isBoundedAndSafeWhateverItIsMadeOf() {
    String long1 = FileName.unique("\ud83e\udd89/..".repeat(5_000), "/../" + "e".repeat(5_000));
    assertThat(long1).hasSizeLessThanOrEqualTo(200).matches("[A-Za-z0-9_.-]+");

    String long2 = FileName.unique("c".repeat(5_000), "png");
    assertThat(long2).hasSizeLessThanOrEqualTo(200).matches("c+\\." + RANDOM + "\\.png");
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

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b",
    "a/../b, a/-/b",
    "../../b, -/-/b",
    "./a/., -/a/-",
    "..., ...",
    "a/..b, a/..b",
    "/etc, /etc",
    "\u00fc/.., -/-"
  })
  void aLoggedNameNeverLeadsUp(String name, String logged) {
    assertThat(FileName.logName(name)).isEqualTo(logged);
  }

  @Test
  void aLoggedNameIsBounded() {
    assertThat(FileName.logName("a/".repeat(2_500))).hasSize(MetricName.MAX_LENGTH);
  }
}
