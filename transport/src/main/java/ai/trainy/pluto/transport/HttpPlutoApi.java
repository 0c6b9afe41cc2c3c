package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.Branch;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunIntent;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import okhttp3.RequestBody;

/**
 * A Pluto server over HTTP. Each method is one request with the time-out the protocol names for it
 * (section 15); only {@link #find} takes several.
 */
public final class HttpPlutoApi implements PlutoApi {
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration CONTROL = Duration.ofSeconds(32);

  /** Back-pressure is a stall and not a 429 (section 8.4): be patient. */
  private static final Duration INGEST = Duration.ofSeconds(60);

  private final String api;
  private final String ingest;
  private final String py;
  private final Http http;
  private final Storage storage;
  private final Lookup lookup;
  private final Json json = new Json();

  /**
   * @param settings for the addresses of the services, and the way there
   * @param key sent with every request to a service
   * @param problems is told, before this returns, what of the way there cannot be used: each one
   *     line; the same again from the next one that is made
   */
  public HttpPlutoApi(Settings settings, ApiKey key, Consumer<String> problems) {
    this(
        settings.url(Setting.URL_API),
        settings.url(Setting.URL_INGEST),
        settings.url(Setting.URL_PY),
        key,
        new Network(settings, problems));
  }

  HttpPlutoApi(String api, String ingest, String py, ApiKey key, Network network) {
    this.api = api;
    this.ingest = ingest;
    this.py = py;
    this.http = new Http(key, network);
    this.storage = new Storage(network);
    this.lookup = new Lookup(api, http, json);
  }

  @Override
  public Outcome<String> signIn() {
    Outcome<JsonNode> answer = answer(api + "/api/slug", Body.none(), SHORT);
    return answer.isAccepted()
        ? Outcome.accepted(answer.value().path("organization").path("slug").asText(""))
        : answer.failure();
  }

  @Override
  public Outcome<RunHandle> create(RunIntent intent, Optional<Branch> branch) {
    ObjectNode body = json.object();
    body.put("runName", intent.name());
    body.put("projectName", intent.project());
    body.put("externalId", intent.externalId());
    intent.tags().forEach(body.putArray("tags")::add);
    body.put("config", intent.config().isEmpty() ? null : json.text(intent.config()));
    body.put("loggerSettings", (String) null);
    body.put("systemMetadata", (String) null);
    body.put("createdAt", intent.startedAt());
    body.put("updatedAt", intent.startedAt());
    branch.ifPresent(
        parent -> {
          body.put("forkRunId", parent.parentRunId());
          body.put("forkStep", parent.step());
          body.put("inheritConfig", parent.inheritsConfig());
        });
    Outcome<JsonNode> answer = control("/api/runs/create", body);
    if (!answer.isAccepted()) {
      return answer.failure();
    }
    JsonNode run = answer.value();
    if (!run.path("runId").canConvertToLong()) {
      return Outcome.tryAgain("create was answered without a run id", Duration.ZERO);
    }
    return Outcome.accepted(
        new RunHandle(
            run.path("runId").asLong(),
            intent.name(),
            run.path("projectName").asText(intent.project()),
            run.path("url").asText(""),
            run.path("resumed").asBoolean(false)));
  }

  @Override
  public Outcome<OptionalLong> find(String project, String externalId) {
    return lookup.find(project, externalId);
  }

  @Override
  public Outcome<Map<String, Object>> config(long runId) {
    return lookup.config(runId);
  }

  @Override
  public Outcome<Void> resume(RunHandle run) {
    return done(control("/api/runs/resume", about(run)));
  }

  @Override
  public Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names) {
    ObjectNode body = about(run);
    names.forEach(body.putArray("logName")::add);
    body.put("logType", type.name());
    return done(control("/api/runs/logName/add", body));
  }

  @Override
  public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
    return stream("/ingest/metrics", new MetricsBody(json.factory(), rows), run);
  }

  @Override
  public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
    return stream("/ingest/data", new DataBody(json, rows), run);
  }

  private Outcome<Void> stream(String path, RequestBody lines, RunHandle run) {
    return IngestFailure.of(http.post(ingest + path, lines, run, INGEST));
  }

  @Override
  public Outcome<Void> updateTags(RunHandle run, List<String> tags) {
    ObjectNode body = about(run);
    tags.forEach(body.putArray("tags")::add);
    return done(control("/api/runs/tags/update", body));
  }

  @Override
  public Outcome<Void> alert(RunHandle run, Alert alert) {
    ObjectNode body = about(run);
    // Without url: the service mails, and then fails, if there is one (section 11).
    body.putObject("alert")
        .put("timestamp", alert.time())
        .put("level", alert.level().name())
        .put("title", alert.title())
        .put("body", alert.text())
        .put("email", true);
    return AlertFailure.of(http.post(py + "/api/runs/alert", json.body(body), CONTROL));
  }

  @Override
  public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
    ObjectNode body = about(run);
    body.put("config", json.text(values));
    return done(control("/api/runs/config/update", body));
  }

  @Override
  public Outcome<List<String>> presign(RunHandle run, List<FileEntry> files) {
    RequestBody body = json.body(Presign.body(json, files));
    Outcome<JsonNode> answer =
        json.parsed(ControlFailure.of(http.post(ingest + "/files", body, run, CONTROL)));
    return answer.isAccepted() ? Presign.addresses(answer.value(), files) : answer.failure();
  }

  @Override
  public Outcome<Void> upload(String address, Path content, String fileType) {
    return storage.put(address, content, fileType);
  }

  @Override
  public Outcome<RunStatus> heartbeat(RunHandle run) {
    Outcome<JsonNode> answer = answer(py + "/api/runs/trigger", json.body(about(run)), SHORT);
    return answer.isAccepted() ? status(answer.value()) : answer.failure();
  }

  private static Outcome<RunStatus> status(JsonNode answer) {
    String status = answer.path("status").asText();
    for (RunStatus known : RunStatus.values()) {
      if (known.name().equals(status)) {
        return Outcome.accepted(known);
      }
    }
    return Outcome.refused("unknown status '" + status + "'");
  }

  @Override
  public Outcome<Void> updateStatus(RunHandle run, RunStatus status, OptionalLong time) {
    ObjectNode body = about(run);
    body.put("status", status.name());
    // Of a run that was taken for dead it says so (section 10.2); null clears it.
    body.putNull("statusMetadata");
    time.ifPresent(at -> body.put("statusUpdated", at));
    return done(control("/api/runs/status/update", body));
  }

  private Outcome<JsonNode> control(String path, ObjectNode body) {
    return answer(api + path, json.body(body), CONTROL);
  }

  private Outcome<JsonNode> answer(String url, RequestBody body, Duration timeout) {
    return json.parsed(ControlFailure.of(http.post(url, body, timeout)));
  }

  /** What every request about a run begins with. */
  private ObjectNode about(RunHandle run) {
    return json.object().put("runId", run.runId());
  }

  private static Outcome<Void> done(Outcome<JsonNode> answer) {
    return answer.isAccepted() ? Outcome.accepted(null) : answer.failure();
  }

  @Override
  public void close() {
    http.close();
    storage.close();
  }
}
