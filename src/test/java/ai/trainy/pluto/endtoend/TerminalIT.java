package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a person at a terminal sees it. */
class TerminalIT {
  private static final String KEY = "mlpi_fedcba9876543210";
  private static final String PROMPT = "(not shown): ";
  private static final String ESCAPE = "\033[";

  @TempDir Path home;

  @BeforeEach
  void aTerminalCanBeHad() throws Exception {
    assumeTrue(Terminal.isPossible(), "needs script of util-linux");
  }

  @Test
  void loginAsksForTheKeyAndDoesNotShowIt() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().acceptOnly(KEY);
      try (Terminal login = cli(pluto).terminal("login")) {
        login.await(pluto.url() + "/api-keys").await(PROMPT).type(KEY + "\n");

        assertThat(login.exitCode()).as(login.screen()).isZero();
        assertThat(login.screen())
            .contains("Signed in to ", "stored in " + keyFile())
            .doesNotContain(KEY, ESCAPE);
        assertThat(keyFile()).exists();
      }
    }
  }

  @Test
  void aPastedKeyMayHaveQuotesAndBlanksAroundIt() throws Exception {
    try (LocalPluto pluto = LocalPluto.start();
        Terminal login = cli(pluto).terminal("login")) {
      pluto.keys().acceptOnly(KEY);
      login.await(PROMPT).type(" \"" + KEY + "\" \n");

      assertThat(login.exitCode()).as(login.screen()).isZero();
      assertThat(login.screen())
          .contains("has quotes and blanks around it, which are ignored.", "Signed in to ")
          .doesNotContain(KEY);
    }
  }

  @Test
  void whoJustPressesReturnIsToldWhereToMakeAKey() throws Exception {
    try (LocalPluto pluto = LocalPluto.start();
        Terminal login = cli(pluto).terminal("login")) {
      login.await(PROMPT).type("\n");

      assertThat(login.exitCode()).as(login.screen()).isEqualTo(2);
      assertThat(login.screen()).contains("No key given", pluto.url() + "/api-keys");
      assertThat(keyFile()).doesNotExist();
    }
  }

  @Test
  void whoInterruptsLoginKeepsNothing() throws Exception {
    try (LocalPluto pluto = LocalPluto.start();
        Terminal login = cli(pluto).terminal("login")) {
      login.await(PROMPT).type("mlpi_fedc\003");

      assertThat(login.exitCode()).as(login.screen()).isEqualTo(130);
      assertThat(login.screen()).doesNotContain("mlpi_fedc").endsWith("\n");
      assertThat(keyFile()).doesNotExist();
    }
  }

  @Test
  void colorsAreForThoseWhoWantThem() throws Exception {
    try (LocalPluto pluto = LocalPluto.start();
        Terminal coloured = cli(pluto).terminal("doctor");
        Terminal plain = cli(pluto).variable("NO_COLOR", "1").terminal("doctor");
        Terminal dumb = cli(pluto).variable("TERM", "dumb").terminal("doctor")) {
      assertThat(coloured.exitCode()).as(coloured.screen()).isOne();
      assertThat(plain.exitCode()).isOne();
      assertThat(dumb.exitCode()).isOne();

      assertThat(coloured.screen()).contains(ESCAPE);
      assertThat(plain.screen()).contains("FAIL").doesNotContain(ESCAPE);
      assertThat(dumb.screen()).contains("FAIL").doesNotContain(ESCAPE);
      assertThat(cli(pluto).commandLine("doctor").stdout()).contains("FAIL").doesNotContain(ESCAPE);
    }
  }

  @Test
  void aBarMovesAtATerminalAndNowhereElse() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      offline(pluto, "attended");
      try (Terminal sync = cli(pluto).variable("PLUTO_API_KEY", Jvm.KEY).terminal("sync")) {
        assertThat(sync.exitCode()).as(sync.screen()).isZero();
        assertThat(sync.screen()).contains("\r[", "uploaded").doesNotContain("uploading");
      }
      offline(pluto, "unattended");
      Jvm.Ended sync = cli(pluto).variable("PLUTO_API_KEY", Jvm.KEY).commandLine("sync");
      assertThat(sync.stdout()).contains("uploading", "uploaded").doesNotContain("\r");
    }
  }

  private void offline(LocalPluto pluto, String id) {
    OrphanedRuns.in(home, pluto.url()).sine(id, 10, 0);
  }

  private Jvm cli(LocalPluto pluto) {
    return Jvm.in(home).withServices(pluto.url());
  }

  private Path keyFile() throws IOException {
    return home.resolve(".local/share/python_keyring/keyring_pass.cfg");
  }
}
