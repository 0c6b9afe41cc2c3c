package ai.trainy.pluto.transport;

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
import java.util.OptionalLong;
import okhttp3.RequestBody;

/**
 * A Pluto server over HTTP. Each method is one request with the time-out the protocol names for it
 * (section 15).
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
  private final Json json = new Json();

  /**
   * @param settings for the addresses of the services
   * @param key sent with every request
   */
  public HttpPlutoApi(Settings settings, ApiKey key) {
    this.api = settings.url(Setting.URL_API);
    this.ingest = settings.url(Setting.URL_INGEST);
    this.py = settings.url(Setting.URL_PY);
    this.http = new Http(key);
    this.storage = new Storage();
  }

  @Override
  public Outcome<String> signIn() {
    Outcome<JsonNode> answer = answer(api + "/api/slug", Body.none(), SHORT);
    return answer.isAccepted()
        ? Outcome.accepted(answer.value().path("organization").path("slug").asText(""))
        : answer.failure();
  }

  @Override
  public Outcome<RunHandle> create(RunIntent intent, boolean late) {
    ObjectNode body = json.object();
    body.put("runName", intent.name());
    body.put("projectName", intent.project());
    body.put("externalId", intent.externalId());
    intent.tags().forEach(body.putArray("tags")::add);
    body.put("config", intent.config().isEmpty() ? null : json.text(intent.config()));
    body.put("loggerSettings", (String) null);
    body.put("systemMetadata", (String) null);
    Long began = late ? intent.startedAt() : null;
    body.put("createdAt", began);
    body.put("updatedAt", began);
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
    Reply reply =
        http.post(ingest + "/ingest/metrics", new MetricsBody(json.factory(), rows), run, INGEST);
    return IngestFailure.of(reply);
  }

  @Override
  public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
    ObjectNode body = about(run);
    body.put("config", json.text(values));
    return done(control("/api/runs/config/update", body));
  }

  @Override
  public Outcome<String> presign(RunHandle run, FileEntry file) {
    ObjectNode entry = json.object();
    entry.put("fileName", file.fileName());
    entry.put("logName", file.logName());
    entry.put("fileSize", file.size());
    entry.put("fileType", file.extension());
    entry.put("step", file.step());
    entry.put("time", file.time());
    file.caption().ifPresent(caption -> entry.put("caption", caption));
    ObjectNode body = json.object();
    body.putArray("files").add(entry);
    Outcome<JsonNode> answer =
        json.parsed(ControlFailure.of(http.post(ingest + "/files", json.body(body), run, CONTROL)));
    if (!answer.isAccepted()) {
      return answer.failure();
    }
    // By name and position, and not by file name alone (section 9.2).
    String address = answer.value().path(file.logName()).path(0).path(file.fileName()).asText("");
    return address.isEmpty()
        ? Outcome.tryAgain("presign was answered without an address", Duration.ZERO)
        : Outcome.accepted(address);
  }

  @Override
  public Outcome<Void> upload(String address, Path file) {
    return storage.put(address, file);
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
    // Without statusMetadata: null would clear what is stored (section 4).
    body.put("status", status.name());
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
