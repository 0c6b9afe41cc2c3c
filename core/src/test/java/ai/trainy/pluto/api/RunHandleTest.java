package ai.trainy.pluto.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunHandleTest {
  @Test
  void noLineBreakOfTheServersIsInANameThatGoesIntoAHeader() {
    RunHandle run =
        new RunHandle(1, "heron\r\nX-Evil: 1", "orbit\r\nX-Run-Id: 2\n", "https://pluto/1", false);

    assertThat(run.projectName()).isEqualTo("orbit X-Run-Id: 2");
    assertThat(run.runName()).isEqualTo("heron X-Evil: 1");
  }
}
