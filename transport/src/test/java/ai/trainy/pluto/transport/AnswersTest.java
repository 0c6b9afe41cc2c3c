package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of a 2xx answer. */
class AnswersTest {
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

  @Test
  void signInTellsTheOrganisation() {
    answer(okJson("{\"organization\":{\"slug\":\"acme-vision\"}}"));

    assertThat(api.signIn().value()).isEqualTo("acme-vision");
  }

  @Test
  void signInIsAcceptedWithoutANameForTheOrganisation() {
    answer(okJson("{\"organization\":{}}"));

    Outcome<String> outcome = api.signIn();

    assertThat(outcome.isAccepted()).isTrue();
    assertThat(outcome.value()).isEmpty();
  }

  @Test
  void createTellsTheRunTheServerMade() throws IOException {
    answer(okJson(Wire.golden("create-answer.json")));

    RunHandle run = create().value();

    assertThat(run.runId()).isEqualTo(90210);
    assertThat(run.runName()).isEqualTo("heron-test-07");
    assertThat(run.projectName()).isEqualTo("orbit-lab");
    assertThat(run.url())
        .isEqualTo("https://pluto.example.test/o/acme-vision/projects/orbit-lab/blt8Z");
    assertThat(run.resumed()).isFalse();
    assertThat(run.displayId()).contains("OLA-17");
  }

  @Test
  void createTellsThatTheRunWasThereBefore() throws IOException {
    answer(okJson(Wire.golden("create-answer-resumed.json")));

    assertThat(create().value().resumed()).isTrue();
  }

  @Test
  void createTakesTheProjectAsTheServerEchoesIt() {
    answer(okJson("{\"runId\":1,\"projectName\":\"orbit lab\"}"));

    assertThat(create().value().projectName()).isEqualTo("orbit lab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"runId\":1}", "{\"runId\":1,\"projectName\":null,\"url\":null}"})
  void createFallsBackToWhatWasAsked(String answer) {
    answer(okJson(answer));

    RunHandle run = create().value();

    assertThat(run.projectName()).isEqualTo("orbit-lab");
    assertThat(run.url()).isEmpty();
  }

  @Test
  void createKeepsTheDigitsOfALargeRunId() {
    answer(okJson("{\"runId\":9007199254740993}"));

    assertThat(create().value().runId()).isEqualTo(9007199254740993L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"runId\":null}",
        "{\"runId\":\"90210\"}",
        "{\"runId\":18446744073709551616}",
        "{\"runId\":0}",
        "{\"runId\":-7}",
        "{\"runId\":7.5}",
        "[]",
        "null",
        "",
        "90210"
      })
  void createWithoutARunIdIsTriedAgain(String answer) {
    answer(okJson(answer));

    Outcome<RunHandle> outcome = create();

    assertThat(outcome).hasToString("TRY_AGAIN: HTTP 200, an answer that is not Pluto's");
  }

  @Test
  void aPageForPeopleIsNotPlutoWhateverItsStatus() {
    answer(ok("\n<!DOCTYPE html><html>Sign in to the guest network</html>"));

    assertThat(sendOneRow().kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(create().kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(api.signIn())
        .hasToString("TRY_AGAIN: HTTP 200, a web page from something between here and Pluto");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"runId\":", "{runId:1}"})
  void anAnswerThatIsNoJsonIsTriedAgain(String answer) {
    answer(ok(answer));

    assertThat(create()).hasToString("TRY_AGAIN: HTTP 200, an answer that is not Pluto's");
    assertThat(api.heartbeat(Wire.RUN))
        .hasToString("TRY_AGAIN: HTTP 200, an answer that is not Pluto's");
    assertThat(api.updateStatus(Wire.RUN, RunStatus.COMPLETED, OptionalLong.empty(), Map.of()))
        .hasToString("TRY_AGAIN: HTTP 200, an answer that is not Pluto's");
  }

  @ParameterizedTest
  @EnumSource(RunStatus.class)
  void heartbeatTellsTheStatusTheServerHas(RunStatus status) {
    answer(okJson("{\"status\":\"" + status + "\",\"triggers\":null}"));

    assertThat(api.heartbeat(Wire.RUN).value()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"status\":\"DREAMING\"}", "{\"status\":null}", "{}"})
  void heartbeatWithAnUnknownStatusIsNotTakenForARunningRun(String answer) {
    answer(okJson(answer));

    assertThat(api.heartbeat(Wire.RUN).isAccepted()).isFalse();
  }

  @Test
  void whatAnswersSuccessIsAccepted() {
    answer(okJson("{\"success\":true}"));

    assertThat(api.registerNames(Wire.RUN, LogType.METRIC, List.of("a")).isAccepted()).isTrue();
    assertThat(api.updateConfig(Wire.RUN, Map.of("a", 1L)).isAccepted()).isTrue();
    assertThat(api.updateTags(Wire.RUN, List.of("a")).isAccepted()).isTrue();
    assertThat(
            api.updateStatus(Wire.RUN, RunStatus.COMPLETED, OptionalLong.empty(), Map.of())
                .isAccepted())
        .isTrue();
  }

  @Test
  void rowsAreAcceptedByAnAnswerInPlainText() {
    answer(ok("Stream processed successfully: 1 records").withHeader("Content-Type", "text/plain"));

    assertThat(sendOneRow().isAccepted()).isTrue();
    assertThat(sendOneTable().isAccepted()).isTrue();
  }

  @Test
  void dataFailsAsRowsDo() {
    answer(
        aResponse()
            .withStatus(422)
            .withBody(
                "{\"message\":\"Failed to process data stream: X (4001 - Database Error): away\"}"));

    assertThat(sendOneTable()).hasToString("TRY_AGAIN: away");
  }

  @Test
  void anAnswerThatIsCompressedIsRead() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write("{\"organization\":{\"slug\":\"acme-vision\"}}".getBytes(StandardCharsets.UTF_8));
    }
    answer(ok().withHeader("Content-Encoding", "gzip").withBody(compressed.toByteArray()));

    assertThat(api.signIn().value()).isEqualTo("acme-vision");
  }

  private Outcome<RunHandle> create() {
    return api.create(
        RunSpec.builder().project("orbit-lab").name("heron-test-07").externalId("k3v9q1zt").build(),
        Optional.empty());
  }

  private Outcome<Void> sendOneRow() {
    return api.sendMetrics(
        Wire.RUN, List.of(new MetricRow(1, 2, new String[] {"a"}, new double[] {3})));
  }

  private Outcome<Void> sendOneTable() {
    return api.sendData(Wire.RUN, List.of(new DataRow(LogType.TABLE, "a", 1, 2, Map.of())));
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(any(anyUrl()).willReturn(answer));
  }
}
