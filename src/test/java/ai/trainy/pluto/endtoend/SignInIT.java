package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.FewRows;
import ai.trainy.pluto.local.Fault;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in by {@code login}, on a machine where no keyring runs, and what it is good for. */
class SignInIT {
  private static final String KEY = "mlpi_fedcba9876543210";

  /** Nobody listens there. */
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  @TempDir Path home;

  @Test
  void aProgramOfSomebodyWhoSignedInNeedsNoVariable() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().acceptOnly(KEY);
      Jvm.Ended login = cli(pluto.url()).input(KEY + "\n").commandLineProcess("login", "-");
      assertThat(login.exitCode()).as(login.toString()).isZero();
      assertThat(login.stdout()).contains("stored in " + keyFile(), "Signed in to ");
      assertThat(login.stderr()).isEmpty();

      Jvm.Ended program = fewRows(cli(pluto.url()).withAgent());

      assertThat(program.exitCode()).as(program.toString()).isZero();
      assertThat(pluto.runs().get(0).pointCount()).isEqualTo(FewRows.ROWS);
      assertThatTheKeyIsShownNowhere(login, program);
    }
  }

  @Test
  void onlyTheUserMayReadTheKeyAndTheReferenceClientCan() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      cli(pluto.url()).commandLineProcess("login", KEY);

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
          .isEqualTo("rw-------");
      assertThat(keyFile())
          .content()
          .isEqualTo("[pluto]\npluto = \n\tbWxwaV9mZWRjYmE5ODc2NTQzMjEw\n\t\n\n");
    }
  }

  @Test
  void aKeyThatPlutoDoesNotAcceptIsNotKept() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().expire(KEY);
      Jvm.Ended login = cli(pluto.url()).commandLineProcess("login", KEY);

      assertThat(login.exitCode()).as(login.toString()).isEqualTo(1);
      assertThat(login.stdout()).isEmpty();
      assertThat(login.stderr())
          .contains("API key has expired", "nothing was saved", pluto.url() + "/api-keys")
          .doesNotContain(KEY);
      assertThat(keyFile()).doesNotExist();
    }
  }

  @Test
  void aServerThatDoesNotAnswerAtOnceIsAskedOnceMore() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.faults().next("/api/slug", Fault.hang(Duration.ofHours(1)));
      Jvm.Ended login = cli(pluto.url()).commandLineProcess("login", KEY);

      assertThat(login.exitCode()).as(login.toString()).isZero();
      assertThat(login.stderr()).contains("No answer yet; trying once more.");
      assertThat(login.stdout()).contains("Signed in to ");
    }
  }

  @Test
  void aKeyThatCannotBeCheckedIsKeptOnlyIfThatIsAskedFor() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.faults().always("/api/slug", Fault.status(503));
      Jvm.Ended login = cli(pluto.url()).commandLineProcess("login", KEY);

      assertThat(login.exitCode()).as(login.toString()).isOne();
      assertThat(login.stdout()).isEmpty();
      assertThat(login.stderr())
          .contains("The key was not checked: " + pluto.url(), "Nothing was kept", "--no-check")
          .doesNotContain(KEY);
      assertThat(keyFile()).doesNotExist();
    }
    Jvm.Ended unchecked = cli(NOBODY).commandLineProcess("login", "--no-check", KEY);

    assertThat(unchecked.exitCode()).as(unchecked.toString()).isZero();
    assertThat(unchecked.stdout())
        .contains("stored in " + keyFile(), "not checked")
        .doesNotContain("Signed in", KEY);
    assertThat(unchecked.stderr()).isEmpty();
    assertThat(keyFile()).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlpi_se cret", "\n", ""})
  void whatIsNoKeyIsAskedForAgain(String input) {
    Jvm.Ended login = cli(NOBODY).input(input).commandLineProcess("login", "-");

    assertThat(login.exitCode()).as(login.toString()).isEqualTo(2);
    assertThat(login.stderr()).doesNotContain("cret", "\tat ");
    assertThat(keyFile()).doesNotExist();
  }

  @Test
  void withoutATerminalThereIsNobodyToAsk() {
    Jvm.Ended login = cli(NOBODY).commandLineProcess("login");

    assertThat(login.exitCode()).as(login.toString()).isEqualTo(2);
    assertThat(keyFile()).doesNotExist();
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsAReasonAndNoStackTrace() throws IOException {
    Files.createDirectories(keyFile().getParent().getParent());
    Files.createFile(keyFile().getParent());
    Jvm.Ended login = cli(NOBODY).commandLineProcess("login", "--no-check", KEY);

    assertThat(login.exitCode()).as(login.toString()).isEqualTo(1);
    assertThat(login.stderr()).contains(keyFile().getParent().toString()).doesNotContain("\tat ");
  }

  @Test
  void whoSignsOutIsSignedOut() throws IOException {
    Jvm.Ended nothing = cli(NOBODY).commandLineProcess("logout");
    assertThat(nothing.exitCode()).as(nothing.toString()).isZero();
    assertThat(nothing.stdout()).isEqualTo("No key was stored.\n");

    cli(NOBODY).commandLineProcess("login", "--no-check", KEY);
    Jvm.Ended logout = cli(NOBODY).variable("PLUTO_API_KEY", KEY).commandLineProcess("logout");

    assertThat(logout.exitCode()).as(logout.toString()).isZero();
    assertThat(logout.stdout())
        .isEqualTo(
            "Removed the key from "
                + keyFile()
                + ".\nPLUTO_API_KEY is still set; programs use the key in it.\n");
    assertThat(keyFile()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY, "no key at all"})
  void aKeyInTheEnvironmentComesFirstWhateverItIsAndIsSaid(String other) {
    Jvm cli = cli(NOBODY).variable("PLUTO_API_KEY", other);
    Jvm.Ended login = cli.commandLineProcess("login", "--no-check", KEY);
    Jvm.Ended logout = cli.commandLineProcess("logout");

    assertThat(login.exitCode()).as(login.toString()).isZero();
    assertThat(login.stderr()).contains("the key in PLUTO_API_KEY comes first");
    assertThat(logout.exitCode()).as(logout.toString()).isZero();
    assertThat(logout.stdout()).contains("Removed the key", "PLUTO_API_KEY is still set");
  }

  @Test
  void aKeyringThatIsNotThereIsOneLineAndChangesNothing() throws Exception {
    leaveTheWord();
    // On a busy machine the process that asks the keyring has no answer yet when its time is over.
    assertUntouched(
        "", "(no keyring answers, or it is locked|the keyring did not answer within 2.0 s)");
  }

  @Test
  void aKeyringThatHangsIsOneLineAndChangesNothing() throws Exception {
    leaveTheWord();
    try (SilentBus bus = new SilentBus(home.resolve("bus"))) {
      assertUntouched(bus.address(), "the keyring did not answer within 2.0 s");
    }
  }

  private void leaveTheWord() throws IOException {
    Path word = home.resolve(".local/state/pluto/key-in-keyring");
    Files.createDirectories(word.getParent());
    Files.createFile(word);
  }

  private void assertUntouched(String bus, String why) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended without = fewRows(Jvm.in(home));
      Jvm.Ended with =
          fewRows(cli(pluto.url()).withAgent().variable("DBUS_SESSION_BUS_ADDRESS", bus));

      assertThat(with.exitCode()).as(with.toString()).isEqualTo(without.exitCode());
      assertThat(with.stdout()).isEqualTo(without.stdout());
      assertThat(with.stderrOfTheProgram()).isEqualTo(without.stderrOfTheProgram());
      assertThat(with.said())
          .filteredOn(line -> line.contains("the keyring of this system"))
          .hasSize(1)
          .first()
          .asString()
          .contains("login", "PLUTO_API_KEY", "kept in " + home)
          .containsPattern(why);
      assertThat(pluto.requests()).isEmpty();
    }
  }

  private static Jvm.Ended fewRows(Jvm jvm) {
    return jvm.withExampleClient().run(FewRows.class);
  }

  private Jvm cli(URI pluto) {
    return Jvm.in(home).withServices(pluto);
  }

  private Path keyFile() {
    return home.resolve(".local/share/python_keyring/keyring_pass.cfg");
  }

  private void assertThatTheKeyIsShownNowhere(Jvm.Ended... said) throws IOException {
    for (Jvm.Ended ended : said) {
      assertThat(ended.stdout() + ended.stderr()).doesNotContain(KEY);
    }
    // Not in the key file either, where it is in base64.
    assertThat(Traces.of(KEY, home)).isEmpty();
  }
}
