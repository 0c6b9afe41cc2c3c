package ai.trainy.pluto.endtoend;

import ai.trainy.pluto.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A D-Bus of its own with a GNOME Keyring on it, which keeps what it is given below a home. */
final class GnomeKeyring implements AutoCloseable {
  private static final Path BUS = Path.of("/usr/bin/dbus-daemon");
  private static final Path KEYRING = Path.of("/usr/bin/gnome-keyring-daemon");

  private final Path home;
  private final Process bus;
  private final String address;
  private Process keyring;

  private GnomeKeyring(Path home) throws IOException {
    this.home = home;
    this.bus =
        start(
            null,
            List.of(BUS.toString(), "--session", "--nofork", "--nopidfile", "--print-address"));
    this.address =
        new BufferedReader(new InputStreamReader(bus.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
  }

  static boolean isPossible() {
    return Files.isExecutable(BUS) && Files.isExecutable(KEYRING);
  }

  /** One that somebody with this password has unlocked; made if there is none. */
  static GnomeKeyring unlocked(Path home, String password) throws IOException {
    GnomeKeyring keyring = new GnomeKeyring(home);
    keyring.open(List.of(KEYRING.toString(), "--foreground", "--unlock", "--components=secrets"));
    keyring.keyring.getOutputStream().write(password.getBytes(StandardCharsets.US_ASCII));
    keyring.keyring.getOutputStream().close();
    keyring.awaitName();
    return keyring;
  }

  /** One that nobody has unlocked. */
  static GnomeKeyring locked(Path home) throws IOException {
    GnomeKeyring keyring = new GnomeKeyring(home);
    keyring.open(List.of(KEYRING.toString(), "--foreground", "--components=secrets"));
    keyring.awaitName();
    return keyring;
  }

  private void open(List<String> command) throws IOException {
    keyring = start(address, command);
  }

  private Process start(String bus, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_RUNTIME_DIR", home.toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    if (bus != null) {
      builder.environment().put("DBUS_SESSION_BUS_ADDRESS", bus);
    }
    return builder.start();
  }

  /** The keyring is there once it has its name on the bus. */
  private void awaitName() {
    Await.until(() -> "a keyring at " + address, this::isNamed);
  }

  private boolean isNamed() {
    try {
      Process ask =
          start(
              address,
              List.of(
                  "/usr/bin/dbus-send",
                  "--session",
                  "--print-reply",
                  "--dest=org.freedesktop.DBus",
                  "/org/freedesktop/DBus",
                  "org.freedesktop.DBus.NameHasOwner",
                  "string:org.freedesktop.secrets"));
      String answer = new String(ask.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.contains("boolean true");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bus, for {@code DBUS_SESSION_BUS_ADDRESS}. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    if (keyring != null) {
      keyring.destroyForcibly();
    }
    bus.destroyForcibly();
  }
}
