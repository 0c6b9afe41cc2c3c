package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a run is found by the id another tracker gave it, and what is read of it (section 7). */
class RunQueriesTest {
  private static final String NO_RUNS = "{\"runs\":[],\"total\":0}";

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
  void aRunIsFoundByTheIdInItsConfig() {
    list("filter", okJson("{\"runs\":[{\"id\":90021}],\"total\":1}"));
    details(
        90021, okJson("{\"id\":90021,\"externalId\":\"k3v9q1zt\",\"projectName\":\"orbit lab\"}"));

    assertThat(find()).hasValue(90021);
    assertThat(urls())
        .containsExactly(
            "/control/api/runs/list?projectName=orbit%20lab"
                + "&filter=%7B%22config._wandb_run_id%22%3A%22k3v9q1zt%22%7D&limit=10",
            "/control/api/runs/details/90021");
  }

  @Test
  void aReadHasTheKeyAndNoBody() {
    list("filter", okJson(NO_RUNS));
    list("search", okJson(NO_RUNS));

    find();

    assertThat(requests())
        .allSatisfy(
            request -> {
              assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + Wire.KEY);
              assertThat(request.getHeader("User-Agent")).isEqualTo("pluto");
              assertThat(request.containsHeader("Content-Type")).isFalse();
              assertThat(request.getBody()).isEmpty();
            });
  }

  @Test
  void aRunWithoutTheIdInItsConfigIsFoundByItsName() {
    list("filter", okJson(NO_RUNS));
    list("search", okJson("{\"runs\":[{\"id\":7}]}"));
    details(7, okJson("{\"id\":7,\"externalId\":\"k3v9q1zt\",\"projectName\":\"orbit lab\"}"));

    assertThat(find()).hasValue(7);
    assertThat(urls())
        .contains("/control/api/runs/list?projectName=orbit%20lab&search=k3v9q1zt&limit=10");
  }

  @Test
  void anIdOfAnyCharactersIsAskedForAsItIs() {
    list("filter", okJson(NO_RUNS));
    list("search", okJson(NO_RUNS));

    api.find("a&b=c+d/\u00e9", "x\"\\&y+ %#");

    assertThat(requests().get(0).queryParameter("filter").firstValue())
        .isEqualTo("{\"config._wandb_run_id\":\"x\\\"\\\\&y+ %#\"}");
    assertThat(requests().get(1).queryParameter("search").firstValue()).isEqualTo("x\"\\&y+ %#");
    assertThat(requests())
        .allSatisfy(
            request ->
                assertThat(request.queryParameter("projectName").firstValue())
                    .isEqualTo("a&b=c+d/\u00e9"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":7,\"externalId\":\"k3v9q1zt-2\",\"projectName\":\"orbit lab\"}",
        "{\"id\":7,\"externalId\":null,\"projectName\":\"orbit lab\"}",
        "{\"id\":7,\"projectName\":\"orbit lab\"}",
        "{\"id\":7,\"externalId\":\"k3v9q1zt\",\"projectName\":\"another\"}",
        "{\"id\":7,\"externalId\":\"k3v9q1zt\"}"
      })
  void aRunThatOnlyLooksLikeItIsNotTaken(String details) {
    list("filter", okJson("{\"runs\":[{\"id\":7}]}"));
    list("search", okJson("{\"runs\":[{\"id\":7}]}"));
    details(7, okJson(details));

    assertThat(find()).isEmpty();
  }

  @Test
  void anIdThatIsTheWordNullIsNoRunWithoutOne() {
    list("filter", okJson("{\"runs\":[{\"id\":7}]}"));
    list("search", okJson(NO_RUNS));
    details(7, okJson("{\"id\":7,\"externalId\":null,\"projectName\":\"orbit lab\"}"));

    assertThat(api.find("orbit lab", "null").value()).isEmpty();
  }

  @Test
  void everyHitIsLookedAtAndOneThatIsGoneIsPassedOver() {
    list("filter", okJson("{\"runs\":[{\"id\":7},{\"id\":8},{\"id\":9007199254740993}]}"));
    details(7, aResponse().withStatus(404).withBody("{\"error\":\"Run not found\"}"));
    details(8, okJson("{\"id\":8,\"externalId\":\"other\",\"projectName\":\"orbit lab\"}"));
    details(
        9007199254740993L,
        okJson(
            "{\"id\":9007199254740993,\"externalId\":\"k3v9q1zt\",\"projectName\":\"orbit lab\"}"));

    assertThat(find()).hasValue(9007199254740993L);
  }

  @ParameterizedTest
  @CsvSource({"400, REFUSED", "401, NOT_SIGNED_IN", "404, REFUSED", "500, TRY_AGAIN"})
  void aListThatFailsIsNoAnswerToWhetherThereIsSuchARun(int status, Outcome.Kind kind) {
    list("filter", aResponse().withStatus(status));

    assertThat(api.find("orbit lab", "k3v9q1zt").kind()).isEqualTo(kind);
    assertThat(requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"400, REFUSED", "401, NOT_SIGNED_IN", "503, TRY_AGAIN"})
  void detailsThatFailAreNoAnswerToWhetherThereIsSuchARun(int status, Outcome.Kind kind) {
    list("filter", okJson("{\"runs\":[{\"id\":7},{\"id\":8}]}"));
    details(7, aResponse().withStatus(status));

    assertThat(api.find("orbit lab", "k3v9q1zt").kind()).isEqualTo(kind);
    assertThat(requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "null", "", "{\"runs\":null}"})
  void aListWithoutRunsIsAskedForAgain(String answer) {
    list("filter", okJson(answer));

    assertThat(api.find("orbit lab", "k3v9q1zt"))
        .hasToString("TRY_AGAIN: HTTP 200, an answer that is not Pluto's");
  }

  @Test
  void aBrokenAnswerToAReadIsTriedAgain() {
    list("filter", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
    details(7, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    assertThat(api.find("orbit lab", "k3v9q1zt").kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(api.config(7).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
  }

  @Test
  void configIsReadInPlainValues() throws IOException {
    details(7, okJson(Wire.golden("details-answer.json")));

    Map<String, Object> config = api.config(7).value();

    assertThat(config.keySet()).containsExactly("lr", "epochs", "model", "note");
    assertThat(config)
        .containsEntry("lr", 0.002)
        .containsEntry("epochs", 12L)
        .containsEntry("model", Map.of("name", "owl", "layers", List.of(64L, 1.5, true)))
        .containsEntry("note", null);
  }

  @Test
  void whenARunBeganIsRead() {
    details(7, okJson("{\"id\":7,\"createdAt\":\"2026-01-01T00:00:00.123Z\"}"));

    assertThat(api.createdAt(7).value()).isEqualTo(1_767_225_600_123L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":7}", "{\"id\":7,\"createdAt\":\"yesterday\"}", "{\"id\":8}"})
  void anAnswerThatDoesNotSayWhenARunBeganIsNotPlutos(String answer) {
    details(7, okJson(answer));

    assertThat(api.createdAt(7)).hasToString("TRY_AGAIN: HTTP 200, an answer that is not Pluto's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[1]", "\"{}\""})
  void configThatIsNoObjectIsEmpty(String config) {
    details(7, okJson("{\"id\":7,\"config\":" + config + "}"));

    assertThat(api.config(7).value()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "", "[]", "{}", "{\"id\":8}", "{\"id\":\"x\"}", "Welcome"})
  void detailsThatAreNotOfTheRunAreAskedForAgain(String answer) {
    list("filter", okJson("{\"runs\":[{\"id\":7}]}"));
    details(7, okJson(answer));
    String why = "TRY_AGAIN: HTTP 200, an answer that is not Pluto's";

    assertThat(api.find("orbit lab", "k3v9q1zt")).hasToString(why);
    assertThat(api.config(7)).hasToString(why);
  }

  @Test
  void aPageWithA404DoesNotSayThatARunIsGone() {
    list("filter", okJson("{\"runs\":[{\"id\":7}]}"));
    details(7, aResponse().withStatus(404).withBody("<html>Not here</html>"));

    assertThat(api.find("orbit lab", "k3v9q1zt").kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
  }

  @Test
  void configOfARunThatIsNotThereIsRefused() {
    details(7, aResponse().withStatus(404).withBody("{\"error\":\"Run not found\"}"));

    assertThat(api.config(7)).hasToString("REFUSED: Run not found");
  }

  @Test
  void configOfManyMebibytesIsRead() {
    String text = "x".repeat(3 << 20);
    details(7, okJson("{\"id\":7,\"config\":{\"a\":\"" + text + "\"}}"));

    assertThat(api.config(7).value()).containsEntry("a", text);
  }

  private OptionalLong find() {
    return api.find("orbit lab", "k3v9q1zt").value();
  }

  private static void list(String by, ResponseDefinitionBuilder answer) {
    SERVER.stubFor(
        get(urlPathEqualTo("/control/api/runs/list"))
            .withQueryParam(by, matching(".*"))
            .willReturn(answer));
  }

  private static void details(long runId, ResponseDefinitionBuilder answer) {
    SERVER.stubFor(get(urlEqualTo("/control/api/runs/details/" + runId)).willReturn(answer));
  }

  /** Those that were made, in their order. */
  private static List<LoggedRequest> requests() {
    return SERVER.findAll(anyRequestedFor(anyUrl()));
  }

  private static List<String> urls() {
    return requests().stream().map(LoggedRequest::getUrl).collect(Collectors.toList());
  }
}
