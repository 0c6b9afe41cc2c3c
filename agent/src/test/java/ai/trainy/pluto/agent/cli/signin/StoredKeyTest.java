package ai.trainy.pluto.agent.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredKeyTest {
  private static final ApiKey KEY = ApiKey.of("mlpi_EXAMPLEkey01234567", "a test");
  private static final ApiKey OTHER = ApiKey.of("mlpi_other", "a test");

  @TempDir Path home;

  private final FakeKeyring keyring = new FakeKeyring();
  private Path file;
  private Path mark;
  private StoredKey storedKey;

  @BeforeEach
  void open() {
    file = home.resolve("data/python_keyring/keyring_pass.cfg");
    mark = home.resolve("state/pluto/key-in-keyring");
    Map<String, String> environment =
        Map.of(
            "XDG_DATA_HOME", home.resolve("data").toString(),
            "XDG_STATE_HOME", home.resolve("state").toString(),
            "LOCALAPPDATA", home.resolve("data").toString());
    Settings settings = new Settings(Wandb.options(null), Map.of(), environment);
    storedKey = new StoredKey(keyring, settings);
  }

  @Test
  void aKeyringThatWorksIsEnough() throws IOException {
    assertThat(storedKey.store(KEY))
        .containsExactly("The key is stored in the keyring of this system.");

    assertThat(keyring.key).contains(KEY.value());
    assertThat(mark).exists();
    assertThat(file).doesNotExist();

    assertThat(storedKey.remove()).containsExactly("the keyring of this system");
    assertThat(keyring.key).isEmpty();
    assertThat(mark).doesNotExist();
  }

  @Test
  void withoutAKeyringTheKeyGoesIntoTheFile() throws IOException {
    storedKey.store(OTHER);
    keyring.fault = "it is locked";

    assertThat(storedKey.store(KEY))
        .containsExactly(
            "No keyring could be used (it is locked).",
            "The key is stored in " + file + ", which only you can read.");
    assertThat(mark).doesNotExist();
    assertThat(storedKey.remove()).containsExactly(file.toString());
    assertThat(file).doesNotExist();
  }

  /** It is looked at first: an old key there would be used instead of the new one. */
  @Test
  void aKeyInTheFileIsReplacedAsWell() throws IOException {
    keyring.fault = "none answers";
    storedKey.store(OTHER);
    String old = Files.readString(file);
    keyring.fault = null;

    assertThat(storedKey.store(KEY)).hasSize(2).last().asString().contains(file.toString());
    assertThat(keyring.key).contains(KEY.value());
    assertThat(file).content().isNotEqualTo(old);
    assertThat(storedKey.remove()).containsExactly(file.toString(), "the keyring of this system");
  }

  @Test
  void aUserWithoutAHomeHasNoPlaceForAKey() throws IOException {
    storedKey = new StoredKey(keyring, homeless(Map.of("HOME", "?", "XDG_DATA_HOME", "relative")));

    assertThat(storedKey.hasPlace()).isFalse();
    assertThatThrownBy(() -> storedKey.store(KEY)).hasMessageContaining("no home directory");
    assertThat(keyring.key).isEmpty();
    assertThat(storedKey.remove()).isEmpty();
  }

  @Test
  void theFileIsEnoughOfAPlace() throws IOException {
    String data = home.resolve("data").toString();
    storedKey =
        new StoredKey(keyring, homeless(Map.of("XDG_DATA_HOME", data, "LOCALAPPDATA", data)));

    assertThat(storedKey.hasPlace()).isTrue();
    assertThat(storedKey.store(KEY)).last().asString().contains(file.toString());
  }

  private static Settings homeless(Map<String, String> environment) {
    return new Settings(Wandb.options(null), Map.of("user.home", "?"), environment);
  }

  @Test
  void removesNothingWhereNothingIs() throws IOException {
    assertThat(storedKey.remove()).isEmpty();
    keyring.fault = "none answers";
    assertThat(storedKey.remove()).isEmpty();
  }

  @Test
  void saysThatAKeyMayBeLeftInAKeyringThatFails() throws IOException {
    storedKey.store(KEY);
    keyring.fault = "it is locked";

    assertThatThrownBy(storedKey::remove)
        .isInstanceOf(IOException.class)
        .hasMessage("there may still be a key in the keyring of this system: it is locked");
    assertThat(mark).doesNotExist();
  }

  private static final class FakeKeyring implements SystemKeyring {
    private Optional<String> key = Optional.empty();
    private String fault; // null while it works

    @Override
    public Optional<String> read() throws KeyringFault {
      work();
      return key;
    }

    @Override
    public void store(String fresh) throws KeyringFault {
      work();
      key = Optional.of(fresh);
    }

    @Override
    public boolean remove() throws KeyringFault {
      work();
      boolean there = key.isPresent();
      key = Optional.empty();
      return there;
    }

    private void work() throws KeyringFault {
      if (fault != null) {
        throw new KeyringFault(fault);
      }
    }
  }
}
