package ai.trainy.pluto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final String KEY = "mlpi_EXAMPLEkey0123456";

  @ParameterizedTest
  @ValueSource(strings = {KEY, " " + KEY + " ", KEY + "\n", "\r\n\t" + KEY + "\r\n"})
  void dropsBlanksAndLineBreaksAroundAKey(String text) {
    assertThat(ApiKey.of(text, "PLUTO_API_KEY").value()).isEqualTo(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlpi_se cret",
        "mlpi_s\u00e9cret",
        "\"mlpi_secret\"",
        "mlpi_sec\nret",
        "sec\0ret",
        ""
      })
  void refusesCharactersThatNoKeyHasWithoutShowingThem(String text) {
    assertThatThrownBy(() -> ApiKey.of(text, "PLUTO_API_KEY"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the key in PLUTO_API_KEY holds characters that no Pluto key has; expected mlpi_ or"
                + " mlps_ and then letters, digits, _ and -");
  }

  @Test
  void namesItsSourceAndNeverItself() {
    ApiKey key = ApiKey.of(KEY, "PLUTO_API_KEY");

    assertThat(key).hasToString("the key in PLUTO_API_KEY");
    assertThat(key.source()).isEqualTo("PLUTO_API_KEY");
  }
}
