package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doctor is told about a service. */
@Timeout(300)
class ProbeTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-10-21T07:28:00Z"), ZoneOffset.UTC);

  /** Far shorter than what the silent server would keep a call waiting. */
  private static final Timeouts SHORT = Timeouts.of(Duration.ofMillis(100));

  @RegisterExtension
  static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

  static Stream<Arguments> services() {
    return Stream.of(
        Arguments.of(Setting.URL_APP, "/"),
        Arguments.of(Setting.URL_API, "/api/health"),
        Arguments.of(Setting.URL_INGEST, "/health"),
        Arguments.of(Setting.URL_PY, "/healthz"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void asksEachServiceWhereItTellsOfItsHealthAndWithoutTheKey(Setting service, String path) {
    answer(aResponse().withBody("{\"status\":\"ok\"}"));

    ProbeResult probed = ask(service);

    assertThat(probed.isReached()).isTrue();
    assertThat(probed.why()).isEmpty();
    assertThat(probed.route()).isEqualTo("directly");
    assertThat(probed.address()).isEqualTo(SERVER.baseUrl());
    assertThat(probed.latency()).isPresent();
    assertThat(probed.connectLatency()).isPresent();
    List<LoggedRequest> requests = SERVER.findAll(anyRequestedFor(anyUrl()));
    assertThat(requests).hasSize(2);
    assertThat(requests)
        .allMatch(request -> request.getUrl().equals(path))
        .noneMatch(request -> request.containsHeader("Authorization"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"OK", "OK\n", "{\"status\":\"ok\"}", "{\"status\":\"ok\",\"version\":\"1\"}"})
  void whatAServiceOfPlutoAnswersMeansThatItIsReached(String body) {
    answer(aResponse().withBody(body));

    assertThat(ask(Setting.URL_API).isReached()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | ''                     | HTTP 500, a server error",
        "502 | Bad Gateway            | HTTP 502, a server error",
        "429 | ''                     | HTTP 429, too many requests",
      })
  void aServiceInTroubleIsNotReached(int status, String body, String why) {
    answer(aResponse().withStatus(status).withBody(body));

    ProbeResult probed = ask(Setting.URL_INGEST);

    assertThat(probed.isReached()).isFalse();
    assertThat(probed.isForeign()).isFalse();
    assertThat(probed.why()).contains(why);
    assertThat(probed.latency()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | ''                       | HTTP 200, an answer that is not Pluto's",
        "204 | ''                       | HTTP 204, an answer that is not Pluto's",
        "200 | Welcome to the hotel     | HTTP 200, an answer that is not Pluto's",
        "200 | {\"status\":\"sign in\"}   | HTTP 200, an answer that is not Pluto's",
        "200 | [\"ok\"]                 | HTTP 200, an answer that is not Pluto's",
        "404 | 404 page not found       | HTTP 404, an answer that is not Pluto's",
        "401 | {\"error\":\"x\"}          | HTTP 401, an answer that is not Pluto's",
        "302 | ''                       | HTTP 302, a redirect from something between here and"
            + " Pluto",
        "200 | <html>Sign in</html>     | HTTP 200, a web page from something between here and"
            + " Pluto",
        "403 | <html>Blocked</html>     | HTTP 403, a web page from something between here and"
            + " Pluto",
      })
  void anAnswerOfSomethingElseIsNotPlutos(int status, String body, String why) {
    answer(aResponse().withStatus(status).withBody(body));

    for (Setting service : List.of(Setting.URL_API, Setting.URL_INGEST, Setting.URL_PY)) {
      ProbeResult probed = ask(service);

      assertThat(probed.isReached()).isFalse();
      assertThat(probed.isForeign()).isTrue();
      assertThat(probed.why()).contains(why);
      assertThat(probed.latency()).isEmpty();
    }
  }

  @Test
  void thePageForPeopleMayBeAPageAndMaySendThemElsewhere() {
    answer(aResponse().withBody("<html>Pluto</html>"));
    assertThat(ask(Setting.URL_APP).isReached()).isTrue();

    answer(aResponse().withStatus(307).withHeader("Location", "/auth/sign-in"));
    assertThat(ask(Setting.URL_APP).isReached()).isTrue();
  }

  @Test
  void aProxyThatAsksWhoThisIsIsInBetween() {
    answer(aResponse().withStatus(407));
    Map<String, String> variables = variables("http://pluto.test");
    variables.put("PLUTO_PROXY", SERVER.baseUrl());

    ProbeResult probed = probe(variables).ask(Setting.URL_APP);

    assertThat(probed.isReached()).isFalse();
    assertThat(probed.route())
        .isEqualTo("through the proxy " + SERVER.baseUrl() + " (PLUTO_PROXY)");
    assertThat(probed.why())
        .contains("a proxy does not accept the user and password, or was given none (HTTP 407)");
  }

  @Test
  void aServiceThatTakesNoConnectionIsNotReached() throws IOException {
    // Taken, so that no other test's server is on it, and not listened on.
    try (Socket held = new Socket()) {
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String address = "127.0.0.1:" + held.getLocalPort();

      ProbeResult probed = probe(variables("http://" + address)).ask(Setting.URL_PY);

      assertThat(probed.isReached()).isFalse();
      assertThat(probed.why().orElseThrow()).startsWith("no connection to " + address + " (");
    }
  }

  @Test
  void aServiceThatDoesNotAnswerIsNotWaitedForForLong() throws IOException {
    try (RawServer silent = RawServer.saying("")) {
      ProbeResult probed = probe(variables(silent.url()), SHORT).ask(Setting.URL_API);

      assertThat(probed.why().orElseThrow()).startsWith("no answer from 127.0.0.1:");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Wed, 21 Oct 2026 07:28:00 GMT', 2026-10-21T07:28:00Z, 0",
    "'Wed, 21 Oct 2026 07:38:00 GMT', 2026-10-21T07:38:00Z, 600",
    "'Wed, 21 Oct 2026 07:27:00 GMT', 2026-10-21T07:27:00Z, -60"
  })
  void theClockOfTheServerIsComparedWithOurs(String date, Instant time, int ahead) {
    answer(aResponse().withBody("OK").withHeader("Date", date));

    ProbeResult probed = ask(Setting.URL_API);

    assertThat(probed.serverTime()).contains(time);
    // Our clock stands still here: what is between is half a second, and half the latency.
    long half = probed.latency().orElseThrow().toNanos() / 2;
    assertThat(probed.clockDifference())
        .contains(Duration.ofSeconds(ahead).plusMillis(500).minusNanos(half));
  }

  @Test
  void whatACacheHasKeptTellsNoTime() {
    answer(aResponse().withHeader("Date", "Wed, 21 Oct 2026 07:28:00 GMT").withHeader("Age", "90"));

    assertThat(ask(Setting.URL_APP).serverTime()).isEmpty();
    assertThat(ask(Setting.URL_APP).clockDifference()).isEmpty();
  }

  private static ProbeResult ask(Setting service) {
    return probe(variables(SERVER.baseUrl())).ask(service);
  }

  private static Probe probe(Map<String, String> variables) {
    return probe(variables, Wire.PATIENT);
  }

  private static Probe probe(Map<String, String> variables, Timeouts timeouts) {
    Settings settings = Wire.settings(variables);
    return new Probe(settings, Wire.network(settings, timeouts, Wire::complain), CLOCK);
  }

  private static Map<String, String> variables(String base) {
    Map<String, String> variables = new HashMap<>();
    for (String service : List.of("APP", "API", "INGEST", "PY")) {
      variables.put("PLUTO_URL_" + service, base);
    }
    return variables;
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(any(anyUrl()).willReturn(answer));
  }
}
