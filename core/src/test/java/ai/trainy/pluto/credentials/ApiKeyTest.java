package ai.trainy.pluto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.messages.Notice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final String KEY = "mlpi_EXAMPLEkey0123456";

  @Test
  void aKeyAsItIsNeedsNoCorrection() {
    assertThat(ApiKey.of(KEY, "PLUTO_API_KEY").value()).isEqualTo(KEY);
    assertThat(ApiKey.of(KEY, "PLUTO_API_KEY").correction()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " " + KEY + " ",
        KEY + "\n",
        "\r\n\t" + KEY + "\r\n",
        "\uFEFF" + KEY,
        KEY + "\u00A0"
      })
  void dropsBlanksAndLineBreaksAroundAKeyAndSaysSo(String text) {
    ApiKey key = ApiKey.of(text, "PLUTO_API_KEY");

    assertThat(key.value()).isEqualTo(KEY);
    assertThat(key.correction().map(Notice::toString))
        .contains(
            "the key in PLUTO_API_KEY has blanks or line breaks around it, which are ignored.");
  }

  @ParameterizedTest
  @ValueSource(strings = {'"' + KEY + '"', "'" + KEY + "'", "\u201C" + KEY + "\u201D", KEY + "\""})
  void dropsQuotesAroundAKeyAndSaysSo(String text) {
    ApiKey key = ApiKey.of(text, "PLUTO_API_KEY");

    assertThat(key.value()).isEqualTo(KEY);
    assertThat(key.correction().map(Notice::toString))
        .contains("the key in PLUTO_API_KEY has quotes around it, which are ignored.");
  }

  @Test
  void dropsQuotesAndBlanksTogether() {
    ApiKey key = ApiKey.of(" \"" + KEY + " \"\n", "PLUTO_API_KEY");

    assertThat(key.value()).isEqualTo(KEY);
    assertThat(key.correction().orElseThrow().toString()).contains("quotes and blanks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlpi_se cret", "mlpi_s\u00e9cret", "mlpi_\"secret", "a\u200Bb"})
  void refusesCharactersThatNoKeyHasWithoutShowingThem(String text) {
    assertThatThrownBy(() -> ApiKey.of(text, "PLUTO_API_KEY"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the key in PLUTO_API_KEY holds characters that no Pluto key has; expected mlpi_ or"
                + " mlps_ and then letters, digits, _ and -");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlpi_sec\nret", "mlpi_secret\r\nX-Other: 1", "sec\0ret", "\033[0mlpi_x"})
  void refusesControlCharactersInsideAKey(String text) {
    assertThatThrownBy(() -> ApiKey.of(text, "PLUTO_API_KEY"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the key in PLUTO_API_KEY has a line break or another control character inside it; ")
        .hasMessageNotContaining("ret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"\"", "' '\n"})
  void refusesAnEmptyKey(String text) {
    assertThatThrownBy(() -> ApiKey.of(text, "PLUTO_API_KEY"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key in PLUTO_API_KEY is empty");
  }

  @Test
  void namesItsSourceAndNeverItself() {
    ApiKey key = ApiKey.of(KEY, "PLUTO_API_KEY");

    assertThat(key).hasToString("the key in PLUTO_API_KEY");
    assertThat(key.source()).isEqualTo("PLUTO_API_KEY");
  }
}
