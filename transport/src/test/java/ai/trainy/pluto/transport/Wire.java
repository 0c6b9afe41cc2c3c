package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** What the tests of this package share: a key, a run, an api at a given address, golden files. */
final class Wire {
  static final String KEY = "mlpi_Key-of_the.tests00";
  static final RunHandle RUN =
      new RunHandle(90210, "heron-test-07", "orbit-lab", "https://pluto.example/r/1", false);

  /** No test is about the machine: what has to come may take its time. */
  static final Timeouts PATIENT = Timeouts.of(Duration.ofMinutes(4));

  private Wire() {}

  /** Speaks to services {@code /control}, {@code /rows} and {@code /live} under one address. */
  static HttpPlutoApi api(String base) {
    return new HttpPlutoApi(base + "/control", base + "/rows", base + "/live", key(), network());
  }

  /** Speaks to the services that the settings name. */
  static HttpPlutoApi api(Settings settings, Consumer<Notice> problems) {
    return new HttpPlutoApi(
        settings.url(Setting.URL_API),
        settings.url(Setting.URL_INGEST),
        settings.url(Setting.URL_PY),
        key(),
        network(settings, PATIENT, problems));
  }

  /** The way there where nothing is set: directly. */
  static Network network() {
    return network(settings(Map.of()), PATIENT, Wire::complain);
  }

  static Network network(Settings settings, Timeouts timeouts, Consumer<Notice> problems) {
    return new Network(settings, JvmProxies.ofThisJvm(() -> true), timeouts, problems);
  }

  /** Takes problems where there must be none. */
  static void complain(Notice problem) {
    assertThat(problem).isNull();
  }

  static ApiKey key() {
    return ApiKey.of(KEY, "a test");
  }

  /** With these variables and no others. */
  static Settings settings(Map<String, String> environment) {
    return new Settings(new AgentOptions(null), Map.of(), environment);
  }

  /** The text of {@code src/test/resources/wire/NAME}. */
  static String golden(String name) throws IOException {
    try (InputStream in = Wire.class.getResourceAsStream("/wire/" + name)) {
      assertThat(in).as("golden file " + name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
