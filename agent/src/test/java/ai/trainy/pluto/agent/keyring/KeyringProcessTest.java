package ai.trainy.pluto.agent.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.settings.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The process is a shell here, and answers as it is told. */
@DisabledOnOs(OS.WINDOWS)
class KeyringProcessTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void returnsWhatTheProcessPrints() throws Exception {
    assertThat(asking("printf mlpi_secret").read()).isEqualTo("mlpi_secret");
  }

  @Test
  void doesNotWaitForOneThatHangs() throws Exception {
    Path pid = directory.resolve("pid");
    KeyringProcess keyring =
        asking("echo $$ > " + pid + "; exec sleep 600", Duration.ofMillis(500));

    assertThatThrownBy(keyring::read)
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessage("the keyring did not answer within 0.5 s");
    assertThatProcessEnds(pid);
  }

  private static void assertThatProcessEnds(Path pid) throws IOException {
    if (!Files.exists(pid) || Files.readString(pid).isBlank()) {
      // Gone before it had written anything: the machine is busy.
      return;
    }
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(LONG));
  }

  @Test
  void doesNotWaitForOneThatPrintsForEver() {
    assertThatThrownBy(asking("while :; do echo x; done", Duration.ofMillis(500))::read)
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessageContaining("did not answer");
  }

  @Test
  void garbageIsNoKeyAndIsNotShown() {
    Credential credential = Credential.in(asking("echo not a key; echo at all"), Client.NONE);

    assertThatThrownBy(credential::get)
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessageContaining("has a line break or another control character")
        .hasMessageNotContaining("not a key");
  }

  @Test
  void nothingIsNoKey() {
    assertThatThrownBy(Credential.in(asking("exit 0"), Client.NONE)::get)
        .isInstanceOf(KeyUnavailableException.class);
  }

  @Test
  void saysWhetherThereIsNoKeyOrNoKeyring() {
    assertThatThrownBy(asking("exit 3")::read).hasMessage("the keyring has no key for Pluto");
    assertThatThrownBy(asking("echo mlpi_secret; exit 1")::read)
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessage("no keyring answers, or it is locked");
  }

  @Test
  void aProcessThatCannotBeStartedIsAReason() {
    Path absent = directory.resolve("absent");

    assertThatThrownBy(new KeyringProcess(List.of(absent.toString()), LONG)::read)
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessageStartingWith("the keyring could not be asked: ");
  }

  @Test
  void givesTheProcessNoInput() throws Exception {
    assertThat(asking("cat; printf end").read()).isEqualTo("end");
  }

  @Test
  void passesOnWhatKeyringsNeedAndNothingElse() {
    Map<String, String> environment = new HashMap<>();
    List.of(
            "HOME",
            "DBUS_SESSION_BUS_ADDRESS",
            "XDG_RUNTIME_DIR",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "PLUTO_API_KEY",
            "WANDB_API_KEY")
        .forEach(name -> environment.put(name, "x"));
    KeyringProcess.clean(environment);

    assertThat(environment).containsOnlyKeys("HOME", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR");
  }

  @Test
  void passesOnWhatWindowsNeedsInEitherCase() {
    Map<String, String> environment = new HashMap<>();
    List.of("SystemRoot", "SYSTEMDRIVE", "LocalAppData", "Path", "pluto_api_key")
        .forEach(name -> environment.put(name, "x"));
    KeyringProcess.clean(environment);

    assertThat(environment).containsOnlyKeys("SystemRoot", "SYSTEMDRIVE", "LocalAppData");
  }

  @Test
  void runsThisJarsHiddenCommandWithTheJavaOfTheProgram() {
    assertThat(KeyringProcess.of(Path.of("/opt/agent.jar")))
        .hasToString(
            System.getProperty("java.home")
                + "/bin/java -XX:+IgnoreUnrecognizedVMOptions -XX:TieredStopAtLevel=1"
                + " -XX:+UseSerialGC -Xmx64m -jar /opt/agent.jar read-keyring");
  }

  private static KeyringProcess asking(String script) {
    return asking(script, LONG);
  }

  private static KeyringProcess asking(String script, Duration patience) {
    return new KeyringProcess(List.of("/bin/sh", "-c", script), patience);
  }
}
