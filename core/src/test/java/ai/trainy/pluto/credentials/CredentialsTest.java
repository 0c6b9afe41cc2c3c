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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  @TempDir Path directory;

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "PLUTO_API_KEY", "mlpi_new",
              "MLOP_API_TOKEN", "mlpi_token",
              "MLOP_API_KEY", "mlpi_former"));
  private Path file;

  @BeforeEach
  void storeAKey() throws IOException {
    file = directory.resolve("keyring_pass.cfg");
    Files.writeString(file, "[pluto]\npluto = \n\tbWxwaV9FWEFNUExFa2V5MDEyMzQ1Ng==\n\t\n\n");
  }

  @Test
  void asksTheEnvironmentByItsNamesAndThenTheFile() {
    assertFound("mlpi_new", "PLUTO_API_KEY");

    environment.put("PLUTO_API_KEY", "");
    assertFound("mlpi_token", "MLOP_API_TOKEN");

    environment.remove("MLOP_API_TOKEN");
    assertFound("mlpi_former", "MLOP_API_KEY");

    environment.remove("MLOP_API_KEY");
    assertFound("mlpi_EXAMPLEkey0123456", file.toString());
  }

  @Test
  void findsNothingWhereNothingIs() throws IOException {
    environment.clear();
    Files.delete(file);

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

  private void assertFound(String value, String source) {
    ApiKey key = find().orElseThrow();
    assertThat(key.value()).isEqualTo(value);
    assertThat(key.source()).isEqualTo(source);
  }

  private Optional<ApiKey> find() {
    return new Credentials(TestSettings.of(environment), new KeyFile(file)).find();
  }
}
