package ai.trainy.pluto.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.testing.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private String options = "";

  @Test
  void aClientThatIsSwitchedOffLeavesPlutoTheOnlyCopy() {
    assertThat(settings().isOnlyCopy()).isFalse();
    environment.put("TRACKER_OFF", "true");
    assertThat(settings().isOnlyCopy()).isTrue();
    environment.clear();
    properties.put("tracker.off", "true");
    assertThat(settings().isOnlyCopy()).isTrue();
  }

  @Test
  void aClientHasSettingsOfItsOwn() {
    Setting own = new Setting("TRACKER_FILE", Setting.Kind.PATH, null, null, "A file.");
    Client client =
        new Client() {
          @Override
          public List<Setting> settings() {
            return List.of(own);
          }
        };
    environment.put("PLUTO_TRACKER_FILE", "/in/the/environment");
    Settings settings =
        new Settings(new AgentOptions("tracker.file=/a/file", client), properties, environment);

    assertThat(settings.text(own)).contains("/a/file");
    assertThat(settings.all()).endsWith(own).hasSizeGreaterThan(20);
    assertThat(settings.hints()).isEmpty();
    assertThat(settings().hints())
        .map(Notice::toString)
        .containsExactly("Unknown setting PLUTO_TRACKER_FILE (ignored).");
  }

  @Test
  void asksOptionThenPropertyThenEnvironmentThenFormerVariable() {
    options = "project=of-option";
    properties.put("pluto.project", "of-property");
    environment.put("PLUTO_PROJECT", "of-environment");
    environment.put("MLOP_PROJECT", "of-former");
    assertChosen("of-option", "agent option project");

    options = "";
    assertChosen("of-property", "property pluto.project");

    properties.clear();
    assertChosen("of-environment", "PLUTO_PROJECT");

    environment.remove("PLUTO_PROJECT");
    assertChosen("of-former", "MLOP_PROJECT");

    environment.clear();
    assertThat(settings().text(Setting.PROJECT)).isEmpty();
    assertThat(settings().source(Setting.PROJECT)).isEqualTo("not set");
  }

  @Test
  void anEmptyValueCountsAsNotSet() {
    options = "project=";
    properties.put("pluto.project", "");
    environment.put("PLUTO_PROJECT", "  ");
    environment.put("MLOP_PROJECT", "of-former");

    assertChosen("of-former", "MLOP_PROJECT");
  }

  @Test
  void dropsBlanksAroundAValue() {
    environment.put("PLUTO_PROJECT", " orbit-lab\n");

    assertThat(settings().text(Setting.PROJECT)).contains("orbit-lab");
  }

  static List<Setting> all() {
    return Setting.ofCore();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everySettingHasItsDefault(Setting setting) {
    Settings settings = settings();

    assertThat(settings.text(setting)).isEqualTo(setting.defaultValue());
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.source(setting))
        .isEqualTo(setting.defaultValue().isPresent() ? "default" : "not set");
  }

  @ParameterizedTest
  @MethodSource("all")
  void everySettingHasThreeSpellingsOfOneName(Setting setting) {
    assertThat(setting.variable()).matches("PLUTO_[A-Z_]+");
    assertThat(setting.property())
        .isEqualTo(setting.variable().toLowerCase(Locale.ROOT).replace('_', '.'));
    assertThat("pluto." + setting.option()).isEqualTo(setting.property());
    assertThat(new AgentOptions(setting.option() + "=x").values()).containsOnlyKeys(setting);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everySettingSaysWhatItMeans(Setting setting) {
    assertThat(setting.meaning()).endsWith(".").matches("[ -~]+");
  }

  @Test
  void readsEachKind() {
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "0.25");
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "007");
    environment.put("PLUTO_URL_API", "https://pluto.example.com:8443//");
    environment.put("PLUTO_MODE", "Offline");

    assertThat(settings().duration(Setting.FINISH_TIMEOUT_SECONDS))
        .isEqualTo(Duration.ofMillis(250));
    assertThat(settings().count(Setting.UPLOAD_BATCH_POINTS)).isEqualTo(7);
    assertThat(settings().url(Setting.URL_API)).isEqualTo("https://pluto.example.com:8443");
    assertThat(settings().mode()).isEqualTo(Mode.OFFLINE);
    assertThat(settings().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pluto.example.com | does not start with http:// or https://",
        "ftp://pluto.example.com | does not start with http:// or https://",
        "http:// | names no host",
        "http:///path | names no host",
        "http://-host- | names no host",
        "http://host:port | has a port that is not a number",
        "http://host: | has a port that is not a number",
        "http://host:0 | has a port that is not one from 1 to 65535",
        "http://host:65536 | has a port that is not one from 1 to 65535",
        "http://host:999999999999 | has a port that is not one from 1 to 65535",
        "http://host?a=b | has more in it than scheme, host and port",
        "http://host#top | has more in it than scheme, host and port",
        "http://host/api/runs | has more in it than scheme, host and port",
        "http://...@host | has a user name or password in it",
      })
  void anUnusableUrlKeepsEverythingOnDisk(String url, String fault) {
    environment.put("PLUTO_URL_INGEST", url.replace("...", "me:secret"));
    Settings settings = settings();

    assertThat(settings.problems())
        .map(Notice::toString)
        .containsExactly(
            "PLUTO_URL_INGEST: '"
                + url
                + "' "
                + fault
                + "; expected a URL such as https://pluto.example.com or http://localhost:3001."
                + " Nothing is uploaded; data is kept on disk.");
    assertThat(settings.mode()).isEqualTo(Mode.OFFLINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP://pluto_api:3001",
        "https://[::1]:3001/",
        "http://10.0.0.5",
        "https://m\u00fcnchen.example."
      })
  void whatNamesAHostIsAnAddress(String url) {
    environment.put("PLUTO_URL_INGEST", url);

    assertThat(settings().problems()).isEmpty();
  }

  @Test
  void aPasswordInAnAddressIsNotShown() {
    environment.put("PLUTO_URL_INGEST", "https://me:secret@pluto.example.com");
    environment.put("PLUTO_PROXY", "http://me:secret@proxy:port");

    assertThat(settings().problems())
        .map(Notice::toString)
        .hasSize(2)
        .noneMatch(problem -> problem.contains("secret"))
        .anyMatch(problem -> problem.contains("'http://...@proxy:port'"));
  }

  @Test
  void aHostGivesAllAddressesThatAreNotGivenThemselves() {
    environment.put("PLUTO_HOST", "pluto.lab");
    environment.put("MLOP_URL_PY", "http://py.lab");

    Settings settings = settings();

    assertThat(settings.url(Setting.URL_APP)).isEqualTo("http://pluto.lab:3000");
    assertThat(settings.url(Setting.URL_API)).isEqualTo("http://pluto.lab:3001");
    assertThat(settings.url(Setting.URL_INGEST)).isEqualTo("http://pluto.lab:3003");
    assertThat(settings.url(Setting.URL_PY)).isEqualTo("http://py.lab");
    assertThat(settings.source(Setting.URL_API)).isEqualTo("PLUTO_HOST");
    assertThat(settings.hints())
        .map(Notice::toString)
        .containsExactly("MLOP_URL_PY is deprecated; set PLUTO_URL_PY instead.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://pluto.lab", "pluto.lab:3001", "pluto lab", "me@pluto", "pluto/api"})
  void whatIsNoHostKeepsEverythingOnDisk(String host) {
    environment.put("PLUTO_HOST", host);

    assertThat(settings().problems())
        .map(Notice::toString)
        .hasSize(1)
        .first()
        .asString()
        .contains("is not the name of a machine", "such as pluto.example.com", "kept on disk");
    assertThat(settings().mode()).isEqualTo(Mode.OFFLINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none", "NONE", "http://proxy:3128", "http://a:b@proxy:3128/", "socks5://proxy"})
  void knowsProxies(String proxy) {
    environment.put("PLUTO_PROXY", proxy);

    assertThat(settings().problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy:3128", "https://proxy:3128", "http://proxy/path", "http://:3128"})
  void whatIsNoProxyKeepsEverythingOnDisk(String proxy) {
    environment.put("PLUTO_PROXY", proxy);

    assertThat(settings().problems())
        .map(Notice::toString)
        .hasSize(1)
        .first()
        .asString()
        .contains("or none");
    assertThat(settings().mode()).isEqualTo(Mode.OFFLINE);
  }

  @Test
  void someAddressesOfOnesOwnAndSomeNotIsAHint() {
    environment.put("PLUTO_URL_API", "http://pluto.lab:3001");
    environment.put("PLUTO_URL_PY", "http://pluto.lab:3004");

    assertThat(settings().hints())
        .map(Notice::toString)
        .hasSize(1)
        .first()
        .asString()
        .contains("PLUTO_URL_INGEST (https://pluto-ingest.trainy.ai)", "PLUTO_HOST")
        .doesNotContain("URL_APP");
  }

  @Test
  void aMistypedNameIsAHint() {
    environment.put("PLUTO_PROJCT", "x");
    properties.put("pluto.url.ingst", "x");
    environment.put("PLUTOCRACY", "x");

    assertThat(settings().hints())
        .map(Notice::toString)
        .containsExactly(
            "Unknown setting PLUTO_PROJCT (ignored). Did you mean PLUTO_PROJECT?",
            "Unknown setting pluto.url.ingst (ignored). Did you mean pluto.url.ingest?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PLUTO_SERVICE_HOST",
        "PLUTO_API_SERVICE_PORT_HTTP",
        "PLUTO_PORT",
        "PLUTO_PORT_3001_TCP_ADDR",
        "PLUTO_THREAD_JOIN_TIMEOUT_SECONDS",
        "PLUTO_ENV"
      })
  void whatOthersCallTheirsIsNoMistake(String name) {
    environment.put(name, "30");

    assertThat(settings().hints()).isEmpty();
  }

  @Test
  void theWaitOfThePythonClientHoldsHereToo() {
    environment.put("PLUTO_THREAD_JOIN_TIMEOUT_SECONDS", "30");

    assertThat(settings().duration(Setting.FINISH_TIMEOUT_SECONDS))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theNameOfAFileIsAbsoluteAndWhatCannotBeOneIsIgnored() {
    environment.put("PLUTO_CA_CERTIFICATES", "certs/company.pem");
    assertThat(settings().text(Setting.CA_CERTIFICATES))
        .contains(Path.of("certs/company.pem").toAbsolutePath().toString());

    properties.put("pluto.ca.certificates", "a\0b");
    assertThat(settings().text(Setting.CA_CERTIFICATES)).isEmpty();
    assertThat(settings().problems())
        .map(Notice::toString)
        .hasSize(1)
        .first()
        .asString()
        .endsWith("It is ignored.");
  }

  @Test
  void aKeyThatOthersCanSeeIsAHint() {
    properties.put("pluto.api.key", "mlpi_secret");

    assertThat(settings().hints())
        .map(Notice::toString)
        .hasSize(1)
        .first()
        .asString()
        .contains("property pluto.api.key", "list of processes")
        .doesNotContain("secret");
  }

  @Test
  void aKeyIsKeptAsItWasGivenAndAnEmptyOneIsKnown() {
    environment.put("PLUTO_API_KEY", " mlpi_x\n");
    assertThat(settings().text(Setting.API_KEY)).contains(" mlpi_x\n");
    assertThat(settings().leftEmpty(Setting.API_KEY)).isEmpty();

    environment.put("PLUTO_API_KEY", " ");
    assertThat(settings().text(Setting.API_KEY)).isEmpty();
    assertThat(settings().leftEmpty(Setting.API_KEY)).contains("PLUTO_API_KEY");
    assertThat(settings().isGiven(Setting.API_KEY)).isFalse();
  }

  @Test
  void anUnusableUrlDoesNotSwitchOnWhatIsDisabled() {
    environment.put("PLUTO_URL_INGEST", "nowhere");
    environment.put("PLUTO_MODE", "disabled");

    assertThat(settings().mode()).isEqualTo(Mode.DISABLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5s", "-1", ".5", "5.", "1e3", "1,5", "1234567", "0.0001", "NaN"})
  void anUnusableDurationIsReplacedByTheDefault(String value) {
    properties.put("pluto.finish.timeout.seconds", value);
    Settings settings = settings();

    assertThat(settings.problems())
        .map(Notice::toString)
        .containsExactly(
            "property pluto.finish.timeout.seconds: '"
                + value
                + "' is not a duration; expected a number of seconds such as 5 or 0.5. Using 5.");
    assertThat(settings.duration(Setting.FINISH_TIMEOUT_SECONDS)).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.source(Setting.FINISH_TIMEOUT_SECONDS)).isEqualTo("default");
    assertThat(settings.mode()).isEqualTo(Mode.ONLINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "000", "-5", "1.5", "many", "1234567890", "+1"})
  void anUnusableCountIsReplacedByTheDefault(String value) {
    options = "upload.batch.points=" + value;
    Settings settings = settings();

    assertThat(settings.problems())
        .map(Notice::toString)
        .containsExactly(
            "agent option upload.batch.points: '"
                + value
                + "' is not such a number; expected a whole number above 0. Using 20000.");
    assertThat(settings.count(Setting.UPLOAD_BATCH_POINTS)).isEqualTo(20_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled", "Disable", "OFF", " off ", "none", "false", "no", "0"})
  void whoeverSaysOffMeansOff(String off) {
    environment.put("PLUTO_MODE", off);

    assertThat(settings().mode()).isEqualTo(Mode.DISABLED);
    assertThat(settings().modeReason()).isEqualTo("PLUTO_MODE is " + off.strip());
    assertThat(settings().modeNotice()).isEmpty();
    assertThat(settings().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PLUTO_MODE, onlin, 'online, offline or disabled'",
    "PLUTO_ENABLED, nope, true or false",
    "PLUTO_DISABLED, maybe, true or false"
  })
  void withAnUnknownWordEverythingIsKeptAndNothingSent(String name, String value, String known) {
    environment.put(name, value);
    Settings settings = settings();

    assertThat(settings.problems())
        .map(Notice::toString)
        .containsExactly(
            name
                + ": '"
                + value
                + "' is not known; expected "
                + known
                + ". Nothing is uploaded; data is kept on disk.");
    assertThat(settings.mode()).isEqualTo(Mode.OFFLINE);
    assertThat(settings.isModeClear()).isFalse();
    assertThat(settings.areAddressesClear()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PLUTO_ENABLED, false, DISABLED",
    "PLUTO_ENABLED, No, DISABLED",
    "PLUTO_ENABLED, 0, DISABLED",
    "PLUTO_ENABLED, yes, ONLINE",
    "PLUTO_DISABLED, true, DISABLED",
    "PLUTO_DISABLED, 1, DISABLED",
    "PLUTO_DISABLED, off, ONLINE"
  })
  void theSwitchesMeanWhatTheySay(String name, String value, Mode mode) {
    environment.put(name, value);

    assertThat(settings().mode()).isEqualTo(mode);
    assertThat(settings().modeNotice()).isEmpty();
    assertThat(settings().problems()).isEmpty();
  }

  @Test
  void theSwitchesAreOptionsAndPropertiesToo() {
    options = "enabled=false";
    assertThat(settings().mode()).isEqualTo(Mode.DISABLED);

    options = "";
    properties.put("pluto.disabled", "true");
    assertThat(settings().modeReason()).isEqualTo("property pluto.disabled is true");
  }

  @ParameterizedTest
  @CsvSource({
    "PLUTO_DISABLED, true, PLUTO_MODE, online",
    "PLUTO_DISABLED, true, PLUTO_ENABLED, true",
    "PLUTO_ENABLED, false, PLUTO_MODE, offline",
    "PLUTO_MODE, off, PLUTO_ENABLED, true",
  })
  void ofTwoThatDisagreeOffCountsAndThatIsSaid(
      String off, String offValue, String on, String onValue) {
    environment.put(off, offValue);
    environment.put(on, onValue);

    assertThat(settings().mode()).isEqualTo(Mode.DISABLED);
    assertThat(settings().modeNotice().orElseThrow().toString())
        .startsWith(off + " is " + offValue + " but " + on + " is " + onValue + ": Pluto is off");
  }

  @Test
  void whoWantsNoTrackingGetsNoneFromPlutoEither() {
    environment.put("NO_TRACKER", "1");
    assertThat(settings().mode()).isEqualTo(Mode.DISABLED);
    assertThat(settings().modeReason()).isEqualTo("NO_TRACKER is set");
    assertThat(settings().modeNotice().orElseThrow().toString()).contains("PLUTO_MODE=online");
  }

  @ParameterizedTest
  @CsvSource({
    "PLUTO_MODE, online, ONLINE",
    "PLUTO_MODE, offline, OFFLINE",
    "PLUTO_MODE, onlin, OFFLINE",
    "PLUTO_ENABLED, true, ONLINE",
    "PLUTO_MODE, '', DISABLED",
    "TRACKER_OFF, true, ONLINE"
  })
  void whatIsSaidOfPlutoItselfComesBeforeWhatIsSaidOfTheClient(
      String name, String value, Mode mode) {
    environment.put("NO_TRACKER", "1");
    environment.put(name, value);

    assertThat(settings().mode()).isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource({"PLUTO_VERBOSE", "PLUTO_X", "PLUTO_TOKEN"})
  void aNameThatIsLikeNoneIsSaidWithoutAGuess(String name) {
    environment.put(name, "x");

    assertThat(settings().hints())
        .map(Notice::toString)
        .containsExactly("Unknown setting " + name + " (ignored).");
  }

  @Test
  void saysEachProblemOfItsOwn() {
    environment.put("PLUTO_MODE", "onlin");
    environment.put("PLUTO_URL_PY", "x");
    environment.put("MLOP_URL_APP", "y");

    assertThat(settings().problems())
        .map(Notice::toString)
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith("PLUTO_MODE: "))
        .anyMatch(problem -> problem.startsWith("PLUTO_URL_PY: "))
        .anyMatch(problem -> problem.startsWith("MLOP_URL_APP: "));
  }

  @Test
  void journalsStandInPlutoDirWhereItIsSet() {
    environment.put("PLUTO_DIR", "/data/run");
    environment.put("XDG_STATE_HOME", "/xdg");

    assertThat(settings().journals()).isEqualTo(Path.of("/data/run/.pluto"));
  }

  @Test
  void aRelativePlutoDirBecomesAbsolute() {
    environment.put("PLUTO_DIR", "here");

    assertThat(settings().journals()).isEqualTo(Path.of("here/.pluto").toAbsolutePath());
  }

  @Test
  void journalsStandInTheStateDirectoryOtherwise() {
    environment.put("XDG_STATE_HOME", "/xdg");

    assertThat(settings().journals()).isEqualTo(Path.of("/xdg/pluto"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative/state"})
  void aStateDirectoryThatIsNotAbsoluteIsIgnored(String state) {
    assumeTrue(System.getProperty("os.name").contains("Linux"));
    environment.put("XDG_STATE_HOME", state);

    assertThat(settings().journals())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".local", "state", "pluto"));
  }

  @Test
  void whereTheJvmKnowsNoHomeTheEnvironmentDoes() {
    properties.put("os.name", "Linux");
    properties.put("user.home", "?");
    environment.put("HOME", "/home/wren");

    assertThat(settings().journals()).isEqualTo(Path.of("/home/wren/.local/state/pluto"));
    assertThat(settings().areJournalsAmongOthers()).isFalse();
    assertThat(settings().pythonKeyring())
        .contains(Path.of("/home/wren/.local/share/python_keyring"));

    properties.put("os.name", "Windows 11");
    environment.put("USERPROFILE", "/users/wren");
    assertThat(settings().journals()).isEqualTo(Path.of("/users/wren/AppData/Local/pluto"));
    properties.put("os.name", "Mac OS X");
    assertThat(settings().journals())
        .isEqualTo(Path.of("/home/wren/Library/Application Support/pluto"));
  }

  @ParameterizedTest
  @CsvSource({"?, ''", "?, ?", "?, wren", "'', ''", "home, ./home"})
  void withoutAnyHomeJournalsAreInATemporaryDirectoryOfThisUsersAlone(
      String ofJvm, String ofEnvironment) {
    assumeTrue(Files.isReadable(Path.of("/proc/self")));
    properties.putAll(Map.of("user.home", ofJvm, "user.name", "?", "java.io.tmpdir", "/scratch"));
    environment.put("HOME", ofEnvironment);
    environment.put("XDG_STATE_HOME", "relative");
    environment.put("XDG_DATA_HOME", "relative");

    assertThat(settings().journals().toString()).matches("/scratch/pluto-\\d+");
    assertThat(settings().areJournalsAmongOthers()).isTrue();
    assertThat(settings().state()).isEmpty();
    assertThat(settings().pythonKeyring()).isEmpty();
    assertThat(settings().journalsInstead())
        .singleElement()
        .asString()
        .matches("/dev/shm/pluto-\\d+");
  }

  @Test
  void aDirectoryThatTheUserNamesIsTheirs() {
    properties.put("user.home", "?");
    environment.put("PLUTO_DIR", "/data");

    assertThat(settings().journals()).isEqualTo(Path.of("/data/.pluto"));
    assertThat(settings().areJournalsAmongOthers()).isFalse();
  }

  @Test
  void aForeignVariableThatIsEmptyCountsAsNotSet() {
    environment.put("TRACKER_NAME", "");
    environment.put("TRACKER_NOTES", "x");

    assertThat(settings().foreign("TRACKER_NAME")).isEmpty();
    assertThat(settings().foreign("TRACKER_NOTES")).contains("x");
    assertThat(settings().foreign("TRACKER_TAGS")).isEmpty();
  }

  private void assertChosen(String value, String source) {
    assertThat(settings().text(Setting.PROJECT)).contains(value);
    assertThat(settings().source(Setting.PROJECT)).isEqualTo(source);
  }

  private Settings settings() {
    return new Settings(new AgentOptions(options, Tracker.CLIENT), properties, environment);
  }
}
