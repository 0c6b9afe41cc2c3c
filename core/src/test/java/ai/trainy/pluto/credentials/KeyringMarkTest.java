package ai.trainy.pluto.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringMarkTest {
  @TempDir Path directory;

  @Test
  void isThereFromBeingLeftUntilItIsTakenBack() throws IOException {
    KeyringMark mark = mark(Map.of("XDG_STATE_HOME", directory.resolve("state").toString()));
    assertThat(mark.isLeft()).isFalse();
    assertThat(mark.takeBack()).isFalse();

    mark.leave();
    mark.leave();
    assertThat(mark.isLeft()).isTrue();

    assertThat(mark.takeBack()).isTrue();
    assertThat(mark.isLeft()).isFalse();
  }

  @Test
  void isWhereEveryProgramOfTheUserLooks() {
    String state = directory.toString();

    assertThat(mark(Map.of("XDG_STATE_HOME", state, "PLUTO_DIR", "/elsewhere")))
        .hasToString(directory.resolve("pluto").resolve("key-in-keyring").toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theReferenceClientsWordCountsWhereItUsesAKeyring(boolean sharesKeyring) throws IOException {
    Path theirs = Files.createFile(directory.resolve(".login_ok"));
    KeyringMark mark = new KeyringMark(directory.resolve("ours"), theirs, sharesKeyring);

    assertThat(mark.isLeft()).isEqualTo(sharesKeyring);
    assertThat(mark.takeBack()).isEqualTo(sharesKeyring);
    assertThat(theirs).doesNotExist();
    assertThat(mark.isLeft()).isFalse();
  }

  private static KeyringMark mark(Map<String, String> environment) {
    Settings settings = TestSettings.of(environment);
    return KeyringMark.ofThisUser(settings);
  }
}
