package ai.trainy.pluto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  @TempDir Path directory;

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "PLUTO_API_KEY", "mlpi_new",
              "MLOP_API_TOKEN", "mlpi_token",
              "MLOP_API_KEY", "mlpi_former"));
  private final AtomicInteger asked = new AtomicInteger();
  private Path file;
  private KeyringMark mark;

  @BeforeEach
  void storeAKey() throws IOException {
    file = directory.resolve("keyring_pass.cfg");
    mark =
        new KeyringMark(
            directory.resolve("state").resolve("key-in-keyring"),
            directory.resolve("login_ok"),
            false);
    mark.leave();
    Files.writeString(file, "[pluto]\npluto = \n\tbWxwaV9FWEFNUExFa2V5MDEyMzQ1Ng==\n\t\n\n");
  }

  @Test
  void asksTheEnvironmentByItsNamesThenTheFileThenTheKeyring() throws Exception {
    assertFound("mlpi_new", "PLUTO_API_KEY");

    environment.put("PLUTO_API_KEY", "");
    assertFound("mlpi_token", "MLOP_API_TOKEN");

    environment.remove("MLOP_API_TOKEN");
    assertFound("mlpi_former", "MLOP_API_KEY");

    environment.remove("MLOP_API_KEY");
    assertFound("mlpi_EXAMPLEkey0123456", file.toString());

    Files.delete(file);
    assertFound("mlpi_keyring", "the keyring of this system");
  }

  @Test
  void asksTheVariableOfTheClientLastAndOnlyWhereThatIsSwitchedOff() throws Exception {
    environment.clear();
    environment.put("TRACKER_API_KEY", "mlpi_in_its_place");
    assertFound("mlpi_EXAMPLEkey0123456", file.toString());

    Files.delete(file);
    environment.put("TRACKER_OFF", "true");
    assertFound("mlpi_keyring", "the keyring of this system");

    mark.takeBack();
    assertFound("mlpi_in_its_place", "TRACKER_API_KEY");

    environment.remove("TRACKER_OFF");
    assertThat(find()).isEmpty();
  }

  @Test
  void aKeyOfTheClientIsNoneOfPluto() throws Exception {
    environment.clear();
    environment.put("TRACKER_API_KEY", " trk_AbCd\n");
    environment.put("TRACKER_OFF", "true");
    Files.delete(file);
    mark.takeBack();

    assertThat(find()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trk_AbCd", "'trk_AbCd'"})
  void aKeyOfTheClientIsSaidWhereverItIsAndNotUsed(String key) {
    environment.put("PLUTO_API_KEY", key);

    assertThatThrownBy(this::find)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the key in PLUTO_API_KEY is one of tracker, which Pluto does not know; it is not sent");
  }

  @Test
  void doesNotAskTheKeyringUntilTheKeyIsNeeded() throws Exception {
    environment.clear();
    Files.delete(file);
    Credential credential = find().orElseThrow();
    assertThat(asked).hasValue(0);

    credential.get();
    credential.get();
    assertThat(asked).hasValue(1);
  }

  @Test
  void doesNotAskTheKeyringWhereNobodySaidThatTheKeyIsThere() throws IOException {
    environment.clear();
    Files.delete(file);
    mark.takeBack();

    assertThat(find()).isEmpty();
  }

  @Test
  void doesNotLookIntoTheKeyringForAKeyThatWasGiven() throws Exception {
    find().orElseThrow().get();

    assertThat(asked).hasValue(0);
  }

  @Test
  void findsNothingWhereNothingIs() throws IOException {
    environment.clear();
    Files.delete(file);
    mark.takeBack();

    assertThat(find()).isEmpty();
  }

  @Test
  void refusesAKeyInTheWrongShapeAndDoesNotLookFurther() {
    environment.put("PLUTO_API_KEY", "mlpi se/cret");

    assertThatThrownBy(this::find)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the key in PLUTO_API_KEY holds characters")
        .hasMessageNotContaining("cret");
  }

  private void assertFound(String value, String source) throws Exception {
    Credential credential = find().orElseThrow();
    assertThat(credential.source()).isEqualTo(source);
    assertThat(credential.get().value()).isEqualTo(value);
    assertThat(credential.get().source()).isEqualTo(source);
  }

  private Optional<Credential> find() {
    Keyring keyring =
        () -> {
          asked.incrementAndGet();
          return "mlpi_keyring";
        };
    return new Credentials(TestSettings.of(environment), new KeyFile(file), mark, keyring).find();
  }
}
