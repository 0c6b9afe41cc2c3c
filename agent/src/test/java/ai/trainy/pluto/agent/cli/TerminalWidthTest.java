package ai.trainy.pluto.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalWidthTest {
  @Test
  void isTheSecondNumberOfSttysAnswer() {
    assertThat(TerminalWidth.of("24 132\n")).isEqualTo(OptionalInt.of(132));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0\n", "", "stty: standard input", "24 80 1", "24 99999"})
  void isUnknownByAnyOtherAnswer(String answer) {
    assertThat(TerminalWidth.of(answer)).isEmpty();
  }
}
