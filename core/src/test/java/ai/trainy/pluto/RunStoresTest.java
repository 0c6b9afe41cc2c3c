package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.DaemonThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunStoresTest {
  private static final RunSpec SPEC =
      RunSpec.builder().project("orbit-lab").name("heron").externalId("k3v9q1zt").build();

  @TempDir Path shared;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aHomeAmongOthersIsForThisUserAlone() throws IOException {
    Path home = shared.resolve("pluto-me");

    try (RunDirectory run = RunStore.amongOthers(home).create(SPEC)) {
      assertThat(run.path()).startsWith(home);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
          .isEqualTo("rwx------");
    }
    RunStore again = RunStore.amongOthers(home);
    assertThat(again.runs()).hasSize(1);
    again.create(SPEC).close();
    assertThat(again.runs()).hasSize(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aHomeThatWasOpenToOthersIsClosed() throws IOException {
    Path home = Files.createDirectory(shared.resolve("pluto-me"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

    RunStore.amongOthers(home).claim();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theRunsOfAUserWithoutAHomeAreForThatUserAlone() throws IOException {
    Settings settings = homeless();
    RunStores homes =
        new RunStores(settings, new Messages(new ByteArrayOutputStream()), System::nanoTime);

    try (RunDirectory run =
        homes.open(
            home -> home.create(SPEC),
            new TimeLimit(new DaemonThreads(), e -> {}),
            Duration.ofMinutes(5),
            late -> {})) {
      assertThat(run.path()).startsWith(settings.journals()).startsWith(shared);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings.journals())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingIsLoggedIntoADirectoryOfSomeoneElse() throws IOException {
    Settings settings = homeless();
    Path elsewhere = Files.createDirectory(shared.resolve("elsewhere"));
    Files.createSymbolicLink(settings.journals(), elsewhere);
    Messages messages = new Messages(new ByteArrayOutputStream());

    messages.logTo(new RunStores(settings, messages, System::nanoTime).log(new DaemonThreads()));
    messages.log(CoreMessage.OFFLINE, "a secret");
    messages.flush(Duration.ofMinutes(2));

    assertThat(elsewhere).isEmptyDirectory();
  }

  private Settings homeless() {
    return new Settings(
        new AgentOptions(null),
        Map.of("user.home", "?", "java.io.tmpdir", shared.toString()),
        Map.of());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkThatSomeoneLaidThereIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(shared.resolve("elsewhere"));
    Path home = Files.createSymbolicLink(shared.resolve("pluto-me"), elsewhere);

    assertThatThrownBy(() -> RunStore.amongOthers(home).create(SPEC))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to someone else");
    assertThat(elsewhere).isEmptyDirectory();
  }
}
