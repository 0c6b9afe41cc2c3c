package ai.trainy.pluto.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  @Test
  void takesEpochsAndPort() throws Exception {
    Options options = Options.parse("--port", "4000", "--epochs", "3");

    assertThat(options.epochs()).isEqualTo(3);
    assertThat(options.port()).isEqualTo(4000);
  }

  @Test
  void trainsForSixteenEpochsOnAFreePortUnlessTold() throws Exception {
    Options options = Options.parse();

    assertThat(options.epochs()).isEqualTo(16);
    assertThat(options.port()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "--verbose, unknown option --verbose",
    "--epochs, --epochs takes a number from 1 to 32767",
    "--epochs=3, unknown option --epochs=3",
    "--epochs none, --epochs takes a number from 1 to 32767",
    "--epochs 0, --epochs takes a number from 1 to 32767",
    "--port 65536, --port takes a number from 1 to 65535",
  })
  void saysInOneLineWhatIsWrong(String commandLine, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(commandLine.split(" ", -1)))
        .withMessageStartingWith(message)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
