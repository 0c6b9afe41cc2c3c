package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunSpec;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted means that Pluto said so, in the words of the protocol, and nobody else did. */
class PlutosYesTest {
  @RegisterExtension
  static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

  @TempDir static Path work;

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
  @EnumSource
  void isItsAnswerToThatCall(Call call) throws IOException {
    answer(aResponse().withBody(call.yes()));

    assertThat(make(call)).hasToString("ACCEPTED");
  }

  static Stream<Arguments> othersAnswers() {
    List<ResponseDefinitionBuilder> answers =
        List.of(
            aResponse().withBody("Welcome to the hotel. Please sign in."),
            aResponse().withBody("<!DOCTYPE html><html>Sign in</html>"),
            aResponse().withBody("  \r\n<HTML>Sign in</HTML>"),
            aResponse().withHeader("Content-Type", "text/html").withBody("{\"success\":true}"),
            aResponse().withBody("{\"welcome\":true}"),
            aResponse().withBody("{}"),
            aResponse().withBody("[]"),
            aResponse().withBody("null"),
            aResponse().withBody("true"),
            aResponse().withBody("{\"success\":"),
            aResponse().withStatus(204),
            aResponse().withStatus(302).withHeader("Location", "/sign-in"),
            aResponse().withStatus(511).withBody("<html>Network Authentication Required</html>"));
    return Stream.of(Call.values())
        .flatMap(call -> answers.stream().map(answer -> Arguments.of(call, answer)));
  }

  @ParameterizedTest
  @MethodSource("othersAnswers")
  void isNoAnswerOfSomethingElse(Call call, ResponseDefinitionBuilder answer) throws IOException {
    answer(answer);

    Outcome<?> outcome = make(call);

    // Of an alert whose answer may be a part of Pluto's it is not known whether mails went out.
    assertThat(outcome.kind())
        .isIn(
            Outcome.Kind.TRY_AGAIN,
            call == Call.ALERT ? Outcome.Kind.REFUSED : Outcome.Kind.TRY_AGAIN);
    assertThat(outcome.why()).startsWith("HTTP ").doesNotContain("Welcome", "sign-in");
  }

  @ParameterizedTest
  @EnumSource
  void hasNoOtherStatusThanThoseOfTheProtocol(Call call) throws IOException {
    answer(aResponse().withStatus(202).withBody(call.yes()));

    assertThat(make(call).isAccepted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void isWhole(Call call) throws IOException {
    try (BytesServer server =
        BytesServer.answering(
            "HTTP/1.1 200 OK\r\nContent-Length: "
                + (call.yes().length() + 1)
                + "\r\n\r\n"
                + call.yes())) {
      Outcome<?> outcome = make(call, server.url());

      assertThat(outcome.isAccepted()).isFalse();
      assertThat(outcome.why()).contains("was cut");
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FIND", "CONFIG", "UPLOAD"})
  void isNoLongerThanItsAnswersAre(Call call) throws IOException {
    answer(aResponse().withBody(call.yes() + " ".repeat(1 << 20)));

    Outcome<?> outcome = make(call);

    assertThat(outcome.isAccepted()).isFalse();
    assertThat(outcome.why()).contains("too long to be Pluto's");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Stream processed successfully: 2 records",
        "Stream processed successfully: 4 records",
        "Stream processed successfully: 0 records",
        "Stream processed successfully: -3 records",
        "Stream processed successfully: +3 records",
        "Stream processed successfully: 3",
        "Stream processed successfully:  records",
        "Stream processed successfully: 99999999999999999999999 records",
        "Stream processed successfully: 3 records and more",
        "3 records",
        ""
      })
  void countsTheRecordsThatWereSent(String answer) throws IOException {
    answer(aResponse().withBody(answer));

    assertThat(make(Call.SEND_METRICS).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(make(Call.SEND_DATA).isAccepted()).isEqualTo(answer.contains(": 2 records"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void mayCountANameThatARowHasTwiceOnceOrTwice(int records) {
    answer(aResponse().withBody("Stream processed successfully: " + records + " records\n"));
    String[] names = {"a", "b", "a"};

    assertThat(
            api.sendMetrics(Wire.RUN, List.of(new MetricRow(1, 2, names, new double[] {1, 2, 3}))))
        .hasToString("ACCEPTED");
  }

  @Test
  void toResumeIsOfThatRun() throws IOException {
    answer(aResponse().withBody("{\"runId\":7,\"resumed\":true}"));

    assertThat(make(Call.RESUME).isAccepted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\\r\\nX-Run-Id: 1", "x\\ny", "\\u00fcber", "\\u4e2d", "x\\u0000"})
  void toCreateNamesAProjectThatAHeaderCarries(String project) throws IOException {
    answer(aResponse().withBody("{\"runId\":1,\"projectName\":\"" + project + "\"}"));

    Outcome<?> outcome =
        api.create(
            RunSpec.builder().project("orbit-lab").name("r").externalId("x").build(),
            Optional.empty());

    assertThat(outcome).hasToString("TRY_AGAIN: HTTP 200, an answer that is not Pluto's");
  }

  private Outcome<?> make(Call call) throws IOException {
    return call.make(api, SERVER.baseUrl(), file());
  }

  private Outcome<?> make(Call call, String url) throws IOException {
    try (HttpPlutoApi there = Wire.api(url)) {
      return call.make(there, url, file());
    }
  }

  private static Path file() throws IOException {
    return Files.writeString(work.resolve("x.content"), "x");
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(any(anyUrl()).willReturn(answer));
  }
}
