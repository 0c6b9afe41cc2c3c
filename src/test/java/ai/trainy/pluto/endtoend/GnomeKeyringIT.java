package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.LocalPluto;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in where a GNOME Keyring runs (Debian: dbus, gnome-keyring). Skipped where none does. */
class GnomeKeyringIT {
  private static final String KEY = "mlpi_fedcba9876543210";
  private static final String PASSWORD = "open sesame";

  @TempDir Path home;

  @BeforeEach
  void aKeyringCanBeHad() {
    assumeTrue(GnomeKeyring.isPossible(), "needs dbus-daemon and gnome-keyring-daemon");
    assumeTrue(Runtime.version().feature() >= 16, "Java reaches a keyring on Linux from 16 on");
  }

  @Test
  void theKeyIsInTheKeyringAloneAndProgramsAreSignedInUntilLogout() throws Exception {
    try (LocalPluto pluto = LocalPluto.start();
        GnomeKeyring keyring = GnomeKeyring.unlocked(home, PASSWORD)) {
      pluto.keys().acceptOnly(KEY);
      Jvm.Ended login = cli(pluto, keyring).input(KEY).commandLineProcess("login", "-");
      assertThat(login.exitCode()).as(login.toString()).isZero();
      assertThat(login.stdout()).contains("stored in the keyring of this system", "Signed in to ");
      assertThat(Traces.of(KEY, home)).isEmpty();
      assertThat(cli(pluto, keyring).commandLineProcess("status").stdout())
          .contains("Signed in to ", "with the key in the keyring of this system");

      Jvm.Ended sine = sine(cli(pluto, keyring).withAgent());
      assertThat(sine.exitCode()).as(sine.toString()).isZero();
      assertThat(pluto.run("sine", "keyring1").pointCount()).as(sine.toString()).isEqualTo(101);
      assertThat(Traces.of(KEY, home)).isEmpty();

      Jvm.Ended logout = cli(pluto, keyring).commandLineProcess("logout");
      assertThat(logout.stdout()).isEqualTo("Removed the key from the keyring of this system.\n");
      assertThat(cli(pluto, keyring).commandLineProcess("status").stdout()).contains("no API key");
      assertThat(sine(cli(pluto, keyring).withAgent()).said().get(0)).contains("no key");
    }
  }

  @Test
  void aKeyringThatIsLockedCostsAProgramOneLine() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      try (GnomeKeyring keyring = GnomeKeyring.unlocked(home, PASSWORD)) {
        cli(pluto, keyring).input(KEY).commandLineProcess("login", "-");
      }
      try (GnomeKeyring keyring = GnomeKeyring.locked(home)) {
        Jvm.Ended without = sine(Jvm.in(home));
        Jvm.Ended with = sine(cli(pluto, keyring).withAgent());

        assertThat(with.exitCode()).as(with.toString()).isEqualTo(without.exitCode());
        assertThat(with.stdout()).isEqualTo(without.stdout());
        assertThat(with.stderrOfTheProgram()).isEqualTo(without.stderrOfTheProgram());
        assertThat(with.said())
            .filteredOn(line -> line.contains("the keyring of this system"))
            .hasSize(1);
        assertThat(pluto.runs()).isEmpty();
      }
    }
  }

  private static Jvm.Ended sine(Jvm jvm) {
    return jvm.variable("WANDB_RUN_ID", "keyring1").run(Sine.class, Jvm.freePort(), 50, 0);
  }

  private Jvm cli(LocalPluto pluto, GnomeKeyring keyring) {
    return Jvm.in(home)
        .withServices(pluto.url())
        .variable("DBUS_SESSION_BUS_ADDRESS", keyring.address());
  }
}
