package ai.trainy.pluto.agent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellSyntaxTest {
  @Test
  void aPosixShellTakesVariablesInFrontOfACommand() {
    assertThat(ShellSyntax.POSIX.with("PLUTO_HOST", "lab") + "sync")
        .isEqualTo("PLUTO_HOST=lab sync");
    assertThat(ShellSyntax.POSIX.set("PLUTO_HOST", "lab")).isEqualTo("export PLUTO_HOST=lab");
    assertThat(ShellSyntax.POSIX.with("X", "it's")).isEqualTo("X='it'\\''s' ");
  }

  @Test
  void powershellSetsThemBefore() {
    assertThat(ShellSyntax.POWERSHELL.with("PLUTO_HOST", "lab") + "sync")
        .isEqualTo("$env:PLUTO_HOST = 'lab'; sync");
    assertThat(ShellSyntax.POWERSHELL.set("X", "it's")).isEqualTo("$env:X = 'it''s'");
  }

  @Test
  void onlyWhatNeedsQuotesHasThem() {
    assertThat(ShellSyntax.POSIX.quoted("/state/run-1")).isEqualTo("/state/run-1");
    assertThat(ShellSyntax.POSIX.quoted("/state/it's 1")).isEqualTo("'/state/it'\\''s 1'");
    assertThat(ShellSyntax.POWERSHELL.quoted("C:\\state\\run-1")).isEqualTo("C:\\state\\run-1");
    assertThat(ShellSyntax.POWERSHELL.quoted("C:\\my state")).isEqualTo("\"C:\\my state\"");
  }
}
