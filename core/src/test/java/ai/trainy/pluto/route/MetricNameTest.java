package ai.trainy.pluto.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"_step", "_runtime", "_timestamp", "_wandb"})
  void knowsTheKeysOfTheClient(String key) {
    assertThat(MetricName.isOfTheClient(key)).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"step", "_loss", "_steps", "a_step", "_"})
  void takesEveryOtherKeyForTheProgramsOwn(String key) {
    assertThat(MetricName.isOfTheClient(key)).isFalse();
  }

  @Test
  void returnsACleanNameItself() {
    String name = new String("train/loss 'a' \"b\" ~".toCharArray());

    assertThat(MetricName.clean(name)).isSameAs(name);
  }

  @ParameterizedTest
  @CsvSource({
    "verlust_\u00fc, verlust_-",
    "\u6e29\u5ea6/a, --/a",
    "a\tb, a-b",
    "\u007fx, -x",
    "\ud83e\udd89, -",
    "\ud83e, -"
  })
  void replacesEachCodePointByOneDash(String given, String clean) {
    assertThat(MetricName.clean(given)).isEqualTo(clean);
    assertThat(PrintableAscii.of(given)).isEqualTo(clean);
  }

  @Test
  void keepsAllOfPrintableAscii() {
    StringBuilder all = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      all.append(c);
    }

    assertThat(PrintableAscii.of(all.toString())).isEqualTo(all.toString());
  }

  @Test
  void followsTheReferenceClientsExpressionForEveryCharacter() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      String text = "a" + c + "b";
      assertThat(MetricName.clean(text))
          .as("U+%04X", (int) c)
          .isEqualTo(text.replaceAll("[^ -~]", "-"));
    }
  }

  @Test
  void boundsLongNamesSoThatTheyStayDifferent() {
    String name = "n".repeat(5_000);
    Set<String> bounded = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      bounded.add(MetricName.bounded(name + i));
      // Differs in the upper half of a character only.
      bounded.add(MetricName.bounded(name + (char) (i << 8 | 0x41)));
    }

    assertThat(bounded).hasSize(400).allMatch(one -> one.length() == 512);
    assertThat(MetricName.bounded(name)).isEqualTo(MetricName.bounded(name));
  }

  @Test
  void keepsNamesOfTheLengthThatFits() {
    String name = "n".repeat(512);

    assertThat(MetricName.bounded(name)).isSameAs(name);
    assertThat(MetricName.bounded(name + "n")).startsWith("nnn").contains("~").hasSize(512);
  }

  @Test
  void boundsWhatIsLeftWhenItIsClean() {
    assertThat(MetricName.clean("\ud83e\udd89".repeat(512))).isEqualTo("-".repeat(512));
    assertThat(MetricName.clean("\u6e29".repeat(600))).matches("-{503}~[0-9a-f]{8}");
  }
}
