package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on the wire: nothing is thrown, everything ends in time, the key stays here. */
@Timeout(300)
class HttpFaultsTest {
  /** Far shorter than what the servers here would keep a call waiting. */
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final Duration LONG = Duration.ofMinutes(4);

  @RegisterExtension
  static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

  @RegisterExtension
  static final WireMockExtension ELSEWHERE = WireMockExtension.newInstance().build();

  private final Http http = new Http(Wire.key(), Wire.network());

  @AfterEach
  void close() {
    http.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aBrokenAnswerIsTriedAgain(Fault fault) {
    answer(aResponse().withFault(fault));

    Outcome<?> outcome = of(http.post(url(), Body.none(), LONG));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(outcome.why()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aBrokenAnswerToRowsIsTriedAgain(Fault fault) {
    answer(aResponse().withFault(fault));
    try (HttpPlutoApi api = Wire.api(SERVER.baseUrl())) {
      assertThat(api.sendMetrics(Wire.RUN, rows(1)).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    }
  }

  @Test
  void anAnswerShorterThanItSaysIsTriedAgain() throws IOException {
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}")) {
      ApiResponse response = http.post(server.url(), Body.none(), SHORT);

      assertThat(response.isPassing()).isTrue();
    }
  }

  @Test
  void aRefusedConnectionIsTriedAgain() throws IOException {
    Outcome<?> outcome = of(http.post("http://127.0.0.1:" + closedPort(), Body.none(), LONG));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(outcome.why()).containsIgnoringCase("connect");
  }

  @Test
  void aServerThatDoesNotSpeakTlsIsTriedAgain() throws IOException {
    try (RawServer server = RawServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      String https = server.url().replace("http:", "https:");

      assertThat(http.post(https, Body.none(), LONG).isPassing()).isTrue();
    }
  }

  @Test
  void aServerThatNeverAnswersEndsTheCallInTime() throws IOException {
    try (RawServer server = RawServer.saying("")) {
      Outcome<?> outcome = of(http.post(server.url(), Body.none(), SHORT));

      assertThat(outcome.isTimeout()).isTrue();
      assertThat(outcome).hasToString("TRY_AGAIN: no answer from " + place(server) + " in time");
    }
  }

  @Test
  void aServerThatStopsInTheMiddleOfItsAnswerEndsTheCallInTime() throws IOException {
    String half =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{";
    try (RawServer server = RawServer.saying(half)) {
      Outcome<?> outcome = of(http.post(server.url(), Body.none(), SHORT));

      assertThat(outcome).hasToString("TRY_AGAIN: no answer from " + place(server) + " in time");
    }
  }

  @Test
  void aServerThatStopsReadingEndsTheCallInTime() throws IOException {
    try (RawServer server = RawServer.saying("")) {
      MetricsBody body = new MetricsBody(rows(500_000));

      ApiResponse response = http.post(server.url(), body, Wire.RUN, SHORT);

      assertThat(IngestFailure.of(response, body).isTimeout()).isTrue();
      assertThat(IngestFailure.of(response, body))
          .hasToString("TRY_AGAIN: no answer from " + place(server) + " in time");
    }
  }

  @Test
  void anAnswerWithoutAnEndIsReadToAMebibyteAndNoFurther() throws IOException {
    byte[] more = new byte[1 << 16];
    Arrays.fill(more, (byte) 'x');
    try (RawServer server =
        RawServer.saying(
            out -> {
              out.write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write(more);
              }
            })) {
      ApiResponse response = http.post(server.url(), Body.none(), LONG);

      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).hasSize(1 << 20);
    }
  }

  @Test
  void aCallAfterOneThatFailedGoesThrough() {
    answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    assertThat(http.post(url(), Body.none(), LONG).isSuccess()).isFalse();
    answer(aResponse().withBody("back"));

    assertThat(http.post(url(), Body.none(), LONG).body()).isEqualTo("back");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void aRedirectIsNotFollowedSoThatTheKeyStaysWithItsServer(int status) {
    ELSEWHERE.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{}")));
    answer(aResponse().withStatus(status).withHeader("Location", ELSEWHERE.url("/api/slug")));

    ApiResponse response = http.post(url(), Body.none(), LONG);

    assertThat(response.status()).isEqualTo(status);
    assertThat(ELSEWHERE.findAll(anyRequestedFor(anyUrl()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void aRedirectIsNoSuccess(int status) {
    answer(aResponse().withStatus(status).withHeader("Location", ELSEWHERE.url("/")));
    try (HttpPlutoApi api = Wire.api(SERVER.baseUrl())) {
      assertThat(api.signIn().isAccepted()).isFalse();
      assertThat(api.sendMetrics(Wire.RUN, rows(1)).isAccepted()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 407, 408, 421, 429, 500, 503})
  void oneCallIsOneRequestWhateverIsAnswered(int status) {
    answer(
        aResponse()
            .withStatus(status)
            .withHeader("Retry-After", "0")
            .withHeader("WWW-Authenticate", "Basic realm=\"proxy\""));

    http.post(url(), Json.body(Map.of()), LONG);

    assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"408, 1", "429, 1", "500, 1", "503, 2"})
  void aReadIsRepeatedOnlyByA503ThatAsksForItAtOnce(int status, int requests) {
    answer(aResponse().withStatus(status).withHeader("Retry-After", "0"));

    assertThat(http.get(HttpUrl.get(url()), LONG).status()).isEqualTo(status);
    assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).hasSize(requests);
  }

  @Test
  void aReadThatIsNotAnsweredEndsInTime() throws IOException {
    try (RawServer server = RawServer.saying("")) {
      ApiResponse response = http.get(HttpUrl.get(server.url()), SHORT);

      assertThat(of(response))
          .hasToString("TRY_AGAIN: no answer from " + place(server) + " in time");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, PT7S",
    "0, PT0S",
    "3600, PT1H",
    "999999999, PT1H",
    "99999999999999999999, PT0S",
    "-5, PT0S",
    "1.5, PT0S",
    "soon, PT0S",
    "'Wed, 21 Oct 2026 07:28:00 GMT', PT0S",
    "'', PT0S"
  })
  void retryAfterIsReadInSecondsAndBounded(String header, Duration pause) {
    answer(aResponse().withStatus(429).withHeader("Retry-After", header));

    assertThat(http.post(url(), Body.none(), LONG).retryAfter()).isEqualTo(pause);
  }

  @Test
  void withoutRetryAfterNoPauseIsAskedFor() {
    answer(aResponse().withStatus(503));

    assertThat(http.post(url(), Body.none(), LONG).retryAfter()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 500})
  void anEchoOfTheKeyIsNotHandedOn(int status) {
    answer(
        aResponse()
            .withStatus(status)
            .withBody("{\"error\":\"cannot read header 'Bearer " + Wire.KEY + "'\"}"));

    Outcome<?> outcome = of(http.post(url(), Body.none(), LONG));

    assertThat(outcome.why()).contains("cannot read header").doesNotContain(Wire.KEY);
    assertThat(outcome.toString()).doesNotContain(Wire.KEY);
  }

  @Test
  void nothingShowsTheKeyWhenPrinted() {
    try (HttpPlutoApi api = Wire.api(SERVER.baseUrl())) {
      assertThat(List.<Object>of(api, http, Wire.key(), Wire.RUN))
          .noneMatch(shown -> shown.toString().contains(Wire.KEY));
    }
  }

  @Test
  void aProjectNameThatNoHeaderCarriesIsNotSent() {
    RunHandle run = new RunHandle(1, "r", "\u00fcber\u4e2d", "", false);
    answer(
        aResponse()
            .withStatus(422)
            .withBody("{\"message\":\"X (2004 - Y): Missing required header: X-Project-Name\"}"));
    try (HttpPlutoApi api = Wire.api(SERVER.baseUrl())) {
      assertThat(api.sendMetrics(run, rows(1)))
          .hasToString("TRY_AGAIN: Missing required header: X-Project-Name");
    }
  }

  private static Outcome<?> of(ApiResponse response) {
    return ControlFailure.of(response, Optional::of);
  }

  private static List<MetricRow> rows(int count) {
    return Collections.nCopies(count, new MetricRow(1, 2, new String[] {"a"}, new double[] {3.25}));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String place(RawServer server) {
    return server.url().substring("http://".length());
  }

  private static String url() {
    return SERVER.url("/api/slug");
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(any(anyUrl()).willReturn(answer));
  }
}
