package ai.trainy.pluto.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunStatusTest {
  @ParameterizedTest
  @CsvSource({
    "0, COMPLETED",
    "1, FAILED",
    "2, FAILED",
    "15, FAILED",
    "129, TERMINATED",
    "130, TERMINATED",
    "137, TERMINATED",
    "143, TERMINATED",
    "3, FAILED",
    "255, FAILED",
    "-1, FAILED"
  })
  void followsTheExitCode(int exitCode, RunStatus status) {
    assertThat(RunStatus.ofExitCode(exitCode)).isEqualTo(status);
  }
}
