package ai.trainy.pluto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
  private static final String KEY = "mlpi_EXAMPLEkey0123456";

  /** The bytes of the protocol, section 18. */
  private static final String SECTION =
      "[pluto]\npluto = \n\tbWxwaV9FWEFNUExFa2V5MDEyMzQ1Ng==\n\t\n\n";

  @TempDir Path directory;

  @Test
  void readsTheBytesOfTheReferenceClient() throws IOException {
    assertThat(read(SECTION)).contains(KEY);
  }

  @Test
  void readsThemWithTheLineBreaksOfWindows() throws IOException {
    assertThat(read(SECTION.replace("\n", "\r\n"))).contains(KEY);
  }

  @Test
  void readsAmongForeignSections() throws IOException {
    String foreign = "\n[other]\npluto = \n\tb3RoZXI=\n\t\n\n";

    assertThat(read(foreign + SECTION + foreign)).contains(KEY);
  }

  @Test
  void readsAmongForeignOptions() throws IOException {
    assertThat(
            read(
                "[pluto]\nsomeone = \n\tb3RoZXI=\n\t\nPluto = \n\tbWxwaV9FWEFNUExFa2V5MDEyMzQ1Ng==\n"
                    + "\t\nplutoo = \n\tb3RoZXI=\n"))
        .contains(KEY);
  }

  @Test
  void joinsContinuationLines() throws IOException {
    String key = "mlps_" + "k".repeat(200);
    String base64 =
        Base64.getMimeEncoder(76, "\n\t".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(key.getBytes(StandardCharsets.UTF_8));

    assertThat(base64).contains("\n\t");
    assertThat(read("[pluto]\npluto = \n\t" + base64 + "\n\t\n\n")).contains(key);
  }

  @Test
  void readsAValueOnTheLineOfItsName() throws IOException {
    assertThat(read("[pluto]\npluto = bWxwaV9FWEFNUExFa2V5MDEyMzQ1Ng==\n")).contains(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[pluto]\n",
        "[pluto]\npluto = \n\t\n\n",
        "[pluto]\npluto = \n\tnot base64!\n",
        "[pluto2]\npluto = \n\tb3RoZXI=\n",
        "pluto = \n\tb3RoZXI=\n",
        "[pluto]\n; pluto = \n\tb3RoZXI=\n",
        "[pluto]\npluto = \n\tICAg\n"
      })
  void hasNoKeyWhereNoneIs(String text) throws IOException {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void hasNoKeyWhereNoFileIs() {
    assertThat(new KeyFile(directory.resolve("absent")).read()).isEmpty();
    assertThat(new KeyFile(directory).read()).isEmpty();
  }

  @Test
  void isReadByAnInterruptedThread() throws IOException {
    Files.writeString(directory.resolve("keyring_pass.cfg"), SECTION);
    Thread.currentThread().interrupt();
    Optional<String> key = new KeyFile(directory.resolve("keyring_pass.cfg")).read();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(key).contains(KEY);
  }

  @Test
  void writesTheBytesOfTheReferenceClient() throws IOException {
    assertThat(written("")).isEqualTo(SECTION);
    assertThat(written(SECTION)).isEqualTo(SECTION);
  }

  @Test
  void breaksALongKeyIntoLinesAndReadsItBack() throws IOException {
    String key = "mlps_" + "k".repeat(200);
    KeyFile file = new KeyFile(directory.resolve("keyring_pass.cfg"));
    file.write(ApiKey.of(key, "a test"));

    assertThat(file.read()).contains(key);
    assertThat(Files.readAllLines(directory.resolve("keyring_pass.cfg")))
        .allMatch(line -> line.length() <= 77);
  }

  @Test
  void replacesTheKeyAndLeavesWhatIsAroundIt() throws IOException {
    String before = "# mine\n\n[other]\npluto = \n\tb3RoZXI=\n\t\n\n";
    String old = "Pluto = \n\tb2xkb2xk\n\tb2xk\n\t\n";
    String beside = "alternative = \n\tb3RoZXI=\n\t\n\n[last]\nx = 1\n";

    assertThat(written(before + "[pluto]\n" + beside.replace("[last]", old + "\n[last]")))
        .startsWith(before + SECTION.stripTrailing())
        .contains("alternative = \n\tb3RoZXI=\n\t\n")
        .endsWith("[last]\nx = 1\n")
        .doesNotContain("b2xk");
    assertThat(written(before)).isEqualTo(before + SECTION);
  }

  @Test
  void onlyItsOwnerMayReadWhatItWrites() throws IOException {
    assumeFalse(System.getProperty("os.name").contains("Windows"));
    Path path = directory.resolve("made").resolve("keyring_pass.cfg");
    KeyFile file = new KeyFile(path);
    file.write(ApiKey.of(KEY, "a test"));
    assertThat(permissions(path.getParent())).isEqualTo("rwx------");
    assertThat(permissions(path)).isEqualTo("rw-------");

    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    file.write(ApiKey.of(KEY, "a test"));
    assertThat(permissions(path)).isEqualTo("rw-------");
    assertThat(path.getParent().toFile().list()).containsExactly("keyring_pass.cfg");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void writesWhereALinkLeads() throws IOException {
    assumeFalse(System.getProperty("os.name").contains("Windows"));
    Path target = Files.createFile(directory.resolve("target"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    new KeyFile(link).write(ApiKey.of(KEY, "a test"));

    assertThat(link).isSymbolicLink();
    assertThat(target).content().isEqualTo(SECTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {SECTION, "[pluto]\n\n", "\n" + SECTION, "[pluto]\npluto = eA==\n"})
  void removesItselfWithItsOnlyKey(String text) throws IOException {
    Path path = Files.writeString(directory.resolve("keyring_pass.cfg"), text);

    assertThat(new KeyFile(path).remove()).isTrue();
    assertThat(path).doesNotExist();
  }

  @Test
  void removesTheKeyAndLeavesWhatIsAroundIt() throws IOException {
    String other = "[other]\npluto = \n\tb3RoZXI=\n\t\n\n";
    assertThat(removed(other + SECTION + other)).isEqualTo(other + other);
    assertThat(removed(SECTION.stripTrailing() + "\n\t\nsomeone = \n\tb3RoZXI=\n\t\n\n"))
        .isEqualTo("[pluto]\nsomeone = \n\tb3RoZXI=\n\t\n\n");
  }

  @Test
  void removesNothingWhereNoKeyIs() throws IOException {
    Path path = directory.resolve("keyring_pass.cfg");
    assertThat(new KeyFile(path).remove()).isFalse();

    Files.writeString(path, "[other]\npluto = \n\tb3RoZXI=\n");
    assertThat(new KeyFile(path).remove()).isFalse();
    assertThat(path).content().isEqualTo("[other]\npluto = \n\tb3RoZXI=\n");
  }

  private String written(String text) throws IOException {
    Path path = Files.writeString(directory.resolve("keyring_pass.cfg"), text);
    new KeyFile(path).write(ApiKey.of(KEY, "a test"));
    assertThat(new KeyFile(path).read()).contains(KEY);
    return Files.readString(path);
  }

  private String removed(String text) throws IOException {
    Path path = Files.writeString(directory.resolve("keyring_pass.cfg"), text);
    assertThat(new KeyFile(path).remove()).isTrue();
    assertThat(new KeyFile(path).read()).isEmpty();
    return Files.readString(path);
  }

  @Test
  void standsInTheDataDirectoryOfThisUser() {
    assumeFalse(System.getProperty("os.name").contains("Windows"));

    assertThat(KeyFile.ofThisUser(TestSettings.of(Map.of("XDG_DATA_HOME", "/data"))))
        .hasToString("/data/python_keyring/keyring_pass.cfg");
    assertThat(KeyFile.ofThisUser(TestSettings.of(Map.of())))
        .hasToString(
            System.getProperty("user.home") + "/.local/share/python_keyring/keyring_pass.cfg");
  }

  @Test
  void thereIsNoneForAUserWithoutAHome() throws IOException {
    Settings settings =
        new Settings(
            new AgentOptions(null), Map.of("user.home", "?"), Map.of("XDG_DATA_HOME", "here"));
    KeyFile file = KeyFile.ofThisUser(settings);

    assertThat(file.hasPlace()).isFalse();
    assertThat(file.read()).isEmpty();
    assertThat(file.remove()).isFalse();
    assertThatThrownBy(() -> file.write(ApiKey.of("mlpi_x", "a test")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no home directory");
  }

  private Optional<String> read(String text) throws IOException {
    Path file = directory.resolve("keyring_pass.cfg");
    Files.writeString(file, text);
    return new KeyFile(file).read();
  }
}
