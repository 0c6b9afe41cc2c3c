package ai.trainy.pluto.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableAsciiTest {
  @Test
  void keepsAllOfPrintableAscii() {
    StringBuilder all = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      all.append(c);
    }

    assertThat(PrintableAscii.of(all.toString())).isEqualTo(all.toString());
  }

  @Test
  void replacesEachCodePointByOneDash() {
    assertThat(PrintableAscii.of("\u6e29\u5ea6/a\t\ud83e\udd89\ud83e")).isEqualTo("--/a---");
  }

  @Test
  void followsTheReferenceClientsExpressionForEveryCharacter() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      String text = "a" + c + "b";
      assertThat(PrintableAscii.of(text))
          .as("U+%04X", (int) c)
          .isEqualTo(text.replaceAll("[^ -~]", "-"));
    }
  }
}
