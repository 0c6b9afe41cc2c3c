package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.Branch;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire for each call, header by header and byte by byte. */
class RequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the HTTP library adds to every request by itself. */
  private static final List<String> OF_HTTP = List.of("Accept-Encoding", "Connection", "Host");

  @RegisterExtension
  static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

  private HttpPlutoApi api;

  @BeforeEach
  void connect() {
    SERVER.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    api = Wire.api(SERVER.baseUrl());
  }

  @AfterEach
  void disconnect() {
    api.close();
  }

  @Test
  void signInAsksTheControlServiceForTheOrganisation() {
    api.signIn();

    assertThat(line(request())).isEqualTo("POST /control/api/slug");
  }

  @Test
  void signInHasTheKeyAndNoBody() {
    api.signIn();

    assertThat(headers(request()))
        .containsOnly(
            Map.entry("Authorization", "Bearer " + Wire.KEY),
            Map.entry("User-Agent", "pluto"),
            Map.entry("Content-Length", "0"));
    assertThat(request().getBody()).isEmpty();
  }

  @Test
  void createGoesToTheControlService() {
    api.create(spec(List.of(), Map.of()), Optional.empty());

    assertThat(line(request())).isEqualTo("POST /control/api/runs/create");
  }

  @Test
  void createSaysEverythingThatWasAskedFor() throws IOException {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("depth", 12L);
    model.put("name", "owl \"big\" \\ \u00e9\u4e2d\ud83e\udd89");
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("lr", 0.002);
    config.put("model", model);
    config.put("layers", Arrays.asList(64L, null, true, 1.5));

    api.create(spec(List.of("baseline", "group:night"), config), Optional.empty());

    assertThat(json(request())).isEqualTo(golden("create.json"));
  }

  @Test
  void createSaysNullAndNotAnEmptyTextForAnEmptyConfig() throws IOException {
    api.create(spec(List.of(), Map.of()), Optional.empty());

    assertThat(json(request())).isEqualTo(golden("create-bare.json"));
  }

  @Test
  void createHasWhereTheRunRunsAsText() throws IOException {
    RunSpec spec =
        spec(List.of(), Map.of()).toBuilder()
            .metadata(Map.of("process", Map.of("pid", 7L)))
            .build();

    api.create(spec, Optional.empty());

    assertThat(json(request()).path("systemMetadata").textValue())
        .isEqualTo("{\"process\":{\"pid\":7}}");
  }

  @Test
  void aRunSaysWhenItBegan() throws IOException {
    RunSpec spec =
        RunSpec.builder()
            .project("orbit-lab")
            .name("heron")
            .externalId("k3v9q1zt")
            .startedAt(1_767_225_600_123L)
            .build();

    api.create(spec, Optional.empty());

    assertThat(json(request()).path("createdAt").asLong()).isEqualTo(1_767_225_600_123L);
    assertThat(json(request()).path("updatedAt").asLong()).isEqualTo(1_767_225_600_123L);
  }

  @Test
  void aForkSaysWhichRunItGoesOnFrom() throws IOException {
    api.create(spec(List.of(), Map.of()), Optional.of(new Branch(90021, 40, false)));

    assertThat(json(request())).isEqualTo(golden("create-fork.json"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aForkSaysWhoMergesTheConfig(boolean server) throws IOException {
    api.create(spec(List.of(), Map.of()), Optional.of(new Branch(90021, 0, server)));

    assertThat(json(request()).path("inheritConfig").isBoolean()).isTrue();
    assertThat(json(request()).path("inheritConfig").asBoolean()).isEqualTo(server);
    assertThat(json(request()).path("forkStep").asLong(-1)).isZero();
  }

  @Test
  void resumeNamesTheRunByItsNumberAlone() throws IOException {
    api.resume(Wire.RUN);

    assertThat(line(request())).isEqualTo("POST /control/api/runs/resume");
    assertThat(json(request()).toString()).isEqualTo("{\"runId\":90210}");
  }

  @Test
  void aStatusOfEarlierSaysSinceWhenItIs() throws IOException {
    api.updateStatus(Wire.RUN, RunStatus.COMPLETED, OptionalLong.of(1_767_225_600_123L), Map.of());

    assertThat(json(request()).path("statusUpdated").asLong()).isEqualTo(1_767_225_600_123L);
  }

  @Test
  void namesAreRegisteredWithTheControlService() throws IOException {
    api.registerNames(Wire.RUN, LogType.METRIC, List.of("train/loss", "a \"b\" \\c"));

    assertThat(line(request())).isEqualTo("POST /control/api/runs/logName/add");
    assertThat(json(request())).isEqualTo(golden("logName-add.json"));
  }

  @Test
  void configGoesAsTextInsideTheBody() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("phase", "warm\nup");
    values.put("best", null);

    api.updateConfig(Wire.RUN, values);

    assertThat(line(request())).isEqualTo("POST /control/api/runs/config/update");
    assertThat(json(request())).isEqualTo(golden("config-update.json"));
  }

  @Test
  void tagsAreSentAsAWhole() throws IOException {
    api.updateTags(Wire.RUN, List.of("baseline", "group:night", "\u00e9 \"x\""));

    assertThat(line(request())).isEqualTo("POST /control/api/runs/tags/update");
    assertThat(json(request())).isEqualTo(golden("tags-update.json"));
  }

  @Test
  void noTagsAreAnEmptyList() throws IOException {
    api.updateTags(Wire.RUN, List.of());

    assertThat(json(request()).toString()).isEqualTo("{\"runId\":90210,\"tags\":[]}");
  }

  @Test
  void notesNameTheirRunSinceWithoutItAllOfThemWouldBeChanged() throws IOException {
    api.updateNotes(Wire.RUN, "first try");

    assertThat(line(request())).isEqualTo("POST /control/api/runs/notes/update");
    assertThat(json(request()).toString()).isEqualTo("{\"runId\":90210,\"notes\":\"first try\"}");
    assertThat(headers(request())).containsEntry("Content-Type", "application/json");
  }

  @Test
  void anAlertAsksForAMailAndHasNoAddressToOpen() throws IOException {
    api.alert(
        Wire.RUN,
        new Alert(1_767_225_600_123L, Alert.Level.WARNING, "Plateau", "loss flat\nfor 2k steps"));

    assertThat(line(request())).isEqualTo("POST /live/api/runs/alert");
    assertThat(json(request())).isEqualTo(golden("alert.json"));
  }

  @Test
  void heartbeatGoesToTheServiceThatWatchesRuns() throws IOException {
    api.heartbeat(Wire.RUN);

    assertThat(line(request())).isEqualTo("POST /live/api/runs/trigger");
    assertThat(json(request())).isEqualTo(golden("trigger.json"));
  }

  @Test
  void statusGoesToTheControlServiceAndClearsTheStoredMetadata() throws IOException {
    api.updateStatus(Wire.RUN, RunStatus.COMPLETED, OptionalLong.empty(), Map.of());

    assertThat(line(request())).isEqualTo("POST /control/api/runs/status/update");
    assertThat(json(request())).isEqualTo(golden("status-update.json"));
  }

  @Test
  void aStatusTellsWhatEndedTheRunAsText() throws IOException {
    api.updateStatus(Wire.RUN, RunStatus.FAILED, OptionalLong.empty(), Map.of("exit_code", 7L));

    assertThat(json(request()).path("statusMetadata").textValue()).isEqualTo("{\"exit_code\":7}");
  }

  @ParameterizedTest
  @EnumSource(RunStatus.class)
  void everyStatusIsSpelledAsTheServerSpellsIt(RunStatus status) throws IOException {
    api.updateStatus(Wire.RUN, status, OptionalLong.empty(), Map.of());

    assertThat(json(request()).path("status").asText()).isEqualTo(status.name());
  }

  @Test
  void everyJsonRequestHasExactlyTheContentTypeJson() {
    api.create(spec(List.of(), Map.of()), Optional.empty());
    api.registerNames(Wire.RUN, LogType.METRIC, List.of("loss"));
    api.updateConfig(Wire.RUN, Map.of("a", 1L));
    api.updateTags(Wire.RUN, List.of("a"));
    api.alert(Wire.RUN, new Alert(1, Alert.Level.INFO, "a", "b"));
    api.heartbeat(Wire.RUN);
    api.updateStatus(Wire.RUN, RunStatus.FAILED, OptionalLong.empty(), Map.of());

    assertThat(requests())
        .hasSize(7)
        .allSatisfy(
            request ->
                assertThat(headers(request))
                    .containsOnly(
                        Map.entry("Authorization", "Bearer " + Wire.KEY),
                        Map.entry("User-Agent", "pluto"),
                        Map.entry("Content-Type", "application/json"),
                        Map.entry("Content-Length", "" + request.getBody().length)));
  }

  @Test
  void rowsGoToIngestWithTheRunInTheHeaders() {
    api.sendMetrics(Wire.RUN, List.of(row(40, "loss", 0.5)));

    assertThat(line(request())).isEqualTo("POST /rows/ingest/metrics");
    assertThat(headers(request()))
        .containsOnly(
            Map.entry("Authorization", "Bearer " + Wire.KEY),
            Map.entry("User-Agent", "pluto"),
            Map.entry("X-Run-Id", "90210"),
            Map.entry("X-Run-Name", "heron-test-07"),
            Map.entry("X-Project-Name", "orbit-lab"),
            Map.entry("Content-Type", "application/x-ndjson"),
            Map.entry("Transfer-Encoding", "chunked"));
  }

  @Test
  void dataGoesToIngestWithTheRunInTheHeaders() throws IOException {
    api.sendData(
        Wire.RUN, List.of(new DataRow(LogType.TABLE, "a", 5, 6, Map.of("table", List.of()))));

    assertThat(line(request())).isEqualTo("POST /rows/ingest/data");
    assertThat(headers(request()))
        .containsOnly(
            Map.entry("Authorization", "Bearer " + Wire.KEY),
            Map.entry("User-Agent", "pluto"),
            Map.entry("X-Run-Id", "90210"),
            Map.entry("X-Run-Name", "heron-test-07"),
            Map.entry("X-Project-Name", "orbit-lab"),
            Map.entry("Content-Type", "application/x-ndjson"),
            Map.entry("Transfer-Encoding", "chunked"));
    assertThat(json(request()).path("data").textValue()).isEqualTo("{\"table\":[]}");
  }

  @Test
  void rowsTravelAsOneJsonObjectALine() throws IOException {
    api.sendMetrics(Wire.RUN, List.of(row(0, "train/loss", 0.481), row(1, "train/loss", 0.25)));

    assertThat(request().getBodyAsString()).isEqualTo(Wire.golden("metrics-plain.ndjson"));
  }

  @Test
  void theLargestRunIdKeepsItsDigits() {
    RunHandle run = new RunHandle(Long.MAX_VALUE, "r", "p", "", false);

    api.sendMetrics(run, List.of(row(0, "a", 1)));

    assertThat(headers(request())).containsEntry("X-Run-Id", "9223372036854775807");
  }

  @Test
  void aRunsNameNeverBreaksTheHeaders() {
    RunHandle run = new RunHandle(7, "\u64cd\r\nX-Evil: 1\ud83e\udd89\0", "p", "", false);

    assertThat(api.sendMetrics(run, List.of(row(0, "a", 1))).kind()).isNotNull();

    assertThat(headers(request())).doesNotContainKeys("X-Run-Name", "X-Evil");
  }

  @Test
  void aProjectNameTravelsAsItIs() {
    RunHandle run = new RunHandle(7, "r", "a/b: \"c\" ~", "", false);

    api.sendMetrics(run, List.of(row(0, "a", 1)));

    assertThat(headers(request())).containsEntry("X-Project-Name", "a/b: \"c\" ~");
  }

  private static RunSpec spec(List<String> tags, Map<String, Object> config) {
    return RunSpec.builder()
        .project("orbit-lab")
        .name("heron-test-07")
        .externalId("k3v9q1zt")
        .tags(tags)
        .config(config)
        .startedAt(1767225600123L)
        .build();
  }

  private static MetricRow row(long step, String name, double value) {
    return new MetricRow(1767225600123L + step, step, new String[] {name}, new double[] {value});
  }

  private static List<LoggedRequest> requests() {
    return SERVER.findAll(anyRequestedFor(anyUrl()));
  }

  /** The one request that was made. */
  private static LoggedRequest request() {
    assertThat(requests()).hasSize(1);
    return requests().get(0);
  }

  private static String line(LoggedRequest request) {
    return request.getMethod() + " " + request.getUrl();
  }

  private static Map<String, String> headers(LoggedRequest request) {
    return request.getHeaders().all().stream()
        .filter(header -> !OF_HTTP.contains(header.key()))
        .collect(Collectors.toMap(header -> header.key(), header -> header.firstValue()));
  }

  private static JsonNode json(LoggedRequest request) throws IOException {
    return JSON.readTree(request.getBody());
  }

  private static JsonNode golden(String name) throws IOException {
    return JSON.readTree(Wire.golden(name));
  }
}
