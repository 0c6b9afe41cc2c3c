package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.Outcome;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is mailed twice: an alert is tried again only if the service cannot have had it. */
@Timeout(300)
class AlertsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Alert ALERT = new Alert(1, Alert.Level.INFO, "Plateau", "loss flat");

  @RegisterExtension
  static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

  private HttpPlutoApi api;

  @BeforeEach
  void connect() {
    api = Wire.api(SERVER.baseUrl());
  }

  @AfterEach
  void disconnect() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "{\"status\":\"fail\"}"})
  void isRefusedIfAnAnswerMayBeWhatIsLeftOfPlutos(String body) {
    answer(aResponse().withBody(body));

    Outcome<Void> outcome = api.alert(Wire.RUN, ALERT);

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(outcome.why()).contains("may have been mailed");
  }

  @Test
  void isAcceptedIfTheServiceSaysSo() {
    answer(aResponse().withBody("{\"status\":\"success\"}"));

    assertThat(api.alert(Wire.RUN, ALERT).isAccepted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 429, 502, 503})
  void isTriedAgainIfSomethingInFrontOfTheServiceAnswered(int status) {
    answer(aResponse().withStatus(status).withHeader("Retry-After", "7"));

    Outcome<Void> outcome = api.alert(Wire.RUN, ALERT);

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(outcome.after()).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Sign in to the guest network</html>", "Welcome, guest!"})
  void isTriedAgainIfSomethingElseAnswered(String body) {
    answer(aResponse().withBody(body));

    assertThat(api.alert(Wire.RUN, ALERT).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
  }

  @Test
  void isTriedAgainIfNobodyTakesTheConnection() throws IOException {
    try (HttpPlutoApi nobody = Wire.api("http://127.0.0.1:" + closedPort())) {
      assertThat(nobody.alert(Wire.RUN, ALERT).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    }
  }

  @Test
  void isTriedAgainIfTheConnectionIsNotMadeSecure() throws IOException {
    try (RawServer server = RawServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n");
        HttpPlutoApi https = Wire.api(server.url().replace("http:", "https:"))) {
      assertThat(https.alert(Wire.RUN, ALERT).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "408|``|HTTP 408, the request took too long; it may",
        "500|{\"detail\":\"Failed to send alert: x\"}|Failed to send alert: x; it may",
        "504|``|HTTP 504, a server error; it may",
        "404|{\"detail\":\"Run not found\"}|Run not found",
        "422|``|HTTP 422"
      })
  void isRefusedWithTheReasonIfTheServiceMayHaveHadIt(int status, String body, String why) {
    answer(aResponse().withStatus(status).withBody(body));

    Outcome<Void> outcome = api.alert(Wire.RUN, ALERT);

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(outcome.why()).contains(why);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void isRefusedIfTheAnswerBreaks(Fault fault) {
    answer(aResponse().withFault(fault));

    Outcome<Void> outcome = api.alert(Wire.RUN, ALERT);

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(outcome.why()).contains("may have been mailed");
  }

  @Test
  void isRefusedIfTheServiceTakesTooLong() throws IOException {
    Http http = new Http(Wire.key(), Wire.network());
    try (RawServer server = RawServer.saying("")) {
      ApiResponse response = http.post(server.url(), Json.body(Map.of()), SHORT);

      assertThat(AlertFailure.of(response).why())
          .startsWith("no answer from 127.0.0.1:")
          .contains(" in time; it may have been mailed");
      assertThat(AlertFailure.of(response).kind()).isEqualTo(Outcome.Kind.REFUSED);
    } finally {
      http.close();
    }
  }

  @Test
  void saysThatTheKeyIsNotAccepted() {
    answer(aResponse().withStatus(401).withBody("{\"detail\":\"Invalid or expired API key\"}"));

    assertThat(api.alert(Wire.RUN, ALERT)).hasToString("NOT_SIGNED_IN: Invalid or expired API key");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 503})
  void isOneRequest(int status) {
    answer(aResponse().withStatus(status).withHeader("Retry-After", "0"));

    api.alert(Wire.RUN, ALERT);

    assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(post(urlEqualTo("/live/api/runs/alert")).willReturn(answer));
  }
}
