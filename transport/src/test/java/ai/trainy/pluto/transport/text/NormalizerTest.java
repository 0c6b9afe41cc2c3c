package ai.trainy.pluto.transport.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer.Form;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "pluto.example.com", "xn--bcher-kva", "bu\u0308cher", "\u212Bngstrom"})
  void givesWhatTheJdkGives(String text) {
    for (Form form : Form.values()) {
      assertThat(Normalizer.normalize(text, form))
          .isEqualTo(java.text.Normalizer.normalize(text, form));
    }
  }
}
