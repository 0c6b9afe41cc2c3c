package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.Branch;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.api.Times;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.RequestBody;

/**
 * A Pluto server over HTTP. Each method is one request; only {@link #find} takes several. A request
 * ends with {@link Outcome#isTimeout} when nothing of it has moved for the time the protocol names
 * for it (section 15); while something does, it takes as long as it takes.
 *
 * <p>Accepted means that Pluto said so, in the form that the protocol gives for that call. Whatever
 * else comes with a 200, a sign-in page of the network say, is an outage.
 */
public final class HttpPlutoApi implements PlutoApi {
  private final String api;
  private final String ingest;
  private final String py;
  private final Timeouts timeouts;
  private final Http http;
  private final Storage storage;
  private final RunQueries queries;

  /**
   * @param settings for the addresses of the services, and the way there
   * @param key sent with every request to a service
   * @param problems is told, before this returns, what of the way there cannot be used: each one
   *     line; the same again from the next one that is made
   */
  public HttpPlutoApi(Settings settings, ApiKey key, Consumer<Notice> problems) {
    this(settings, key, new Network(settings, problems));
  }

  /**
   * @param settings for the addresses of the services
   * @param key sent with every request to a service
   * @param network the way there
   */
  public HttpPlutoApi(Settings settings, ApiKey key, Network network) {
    this(
        settings.url(Setting.URL_API),
        settings.url(Setting.URL_INGEST),
        settings.url(Setting.URL_PY),
        key,
        network);
  }

  HttpPlutoApi(String api, String ingest, String py, ApiKey key, Network network) {
    this.api = api;
    this.ingest = ingest;
    this.py = py;
    this.timeouts = network.timeouts();
    this.http = new Http(key, network);
    this.storage =
        new Storage(
            network, new StorageRules(network.allowsHttpStorage() || !ingest.startsWith("https:")));
    this.queries = new RunQueries(api, http);
  }

  @Override
  public Outcome<String> signIn() {
    return ControlFailure.of(
        http.post(api + "/api/slug", Body.none(), timeouts.quick()),
        answer ->
            Optional.of(answer.get("organization"))
                .filter(JsonValue::isObject)
                .map(organization -> organization.get("slug").text("")));
  }

  @Override
  public Outcome<RunHandle> create(RunSpec spec, Optional<Branch> branch) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("runName", spec.name());
    body.put("projectName", spec.project());
    body.put("externalId", spec.externalId());
    body.put("tags", spec.tags());
    body.put("config", spec.config().isEmpty() ? null : Json.text(spec.config()));
    body.put("loggerSettings", null);
    body.put("systemMetadata", spec.metadata().isEmpty() ? null : Json.text(spec.metadata()));
    body.put("createdAt", spec.startedAt());
    body.put("updatedAt", spec.startedAt());
    branch.ifPresent(
        parent -> {
          body.put("forkRunId", parent.parentRunId());
          body.put("forkStep", parent.step());
          body.put("inheritConfig", parent.inheritsConfig());
        });
    return control("/api/runs/create", body, answer -> handle(answer, spec));
  }

  private static Optional<RunHandle> handle(JsonValue answer, RunSpec spec) {
    String project = answer.get("projectName").text(spec.project());
    long id = answer.get("runId").number(0);
    // Ingest takes what it cannot read for run 0, and what is filed under it is lost; a project
    // that no header carries it takes for none (section 8.2).
    if (id < 1 || !HeaderText.isReadable(project)) {
      return Optional.empty();
    }
    return Optional.of(
        new RunHandle(
                id,
                spec.name(),
                project,
                answer.get("url").text(""),
                answer.get("resumed").isTrue())
            .withDisplayId(answer.get("displayId").text("")));
  }

  @Override
  public Outcome<OptionalLong> find(String project, String externalId) {
    return queries.find(project, externalId);
  }

  @Override
  public Outcome<Map<String, Object>> config(long runId) {
    return queries.config(runId);
  }

  @Override
  public Outcome<Long> createdAt(long runId) {
    return queries.createdAt(runId);
  }

  @Override
  public Outcome<Void> resume(RunHandle run) {
    return done(
        control(
            "/api/runs/resume",
            about(run),
            answer ->
                Optional.of(answer).filter(one -> one.get("runId").number(-1) == run.runId())));
  }

  @Override
  public Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names) {
    Map<String, Object> body = about(run);
    body.put("logName", names);
    body.put("logType", type.name());
    return command("/api/runs/logName/add", body);
  }

  @Override
  public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
    return stream("/ingest/metrics", new MetricsBody(rows), run);
  }

  @Override
  public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
    return stream("/ingest/data", new DataBody(rows), run);
  }

  @Override
  public Outcome<Void> sendConsole(RunHandle run, List<ConsoleLines> lines, long offset) {
    return stream("/ingest/logs", new ConsoleBody(lines, offset), run);
  }

  @Override
  public Outcome<Long> consoleLines(RunHandle run) {
    return queries.consoleLines(run);
  }

  private Outcome<Void> stream(String path, NdjsonBody<?> lines, RunHandle run) {
    return IngestFailure.of(http.post(ingest + path, lines, run, timeouts.ingest()), lines);
  }

  @Override
  public Outcome<Void> updateTags(RunHandle run, List<String> tags) {
    Map<String, Object> body = about(run);
    body.put("tags", tags);
    return command("/api/runs/tags/update", body);
  }

  @Override
  public Outcome<Void> updateNotes(RunHandle run, String notes) {
    Map<String, Object> body = about(run);
    body.put("notes", notes);
    return command("/api/runs/notes/update", body);
  }

  @Override
  public Outcome<Void> alert(RunHandle run, Alert alert) {
    // Without url: the service mails, and then fails, if there is one (section 11).
    Map<String, Object> mail = new LinkedHashMap<>();
    mail.put("timestamp", Times.held(alert.time()));
    mail.put("level", alert.level().name());
    mail.put("title", alert.title());
    mail.put("body", alert.text());
    mail.put("email", true);
    Map<String, Object> body = about(run);
    body.put("alert", mail);
    return AlertFailure.of(http.post(py + "/api/runs/alert", Json.body(body), timeouts.control()));
  }

  @Override
  public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
    Map<String, Object> body = about(run);
    body.put("config", Json.text(values));
    return command("/api/runs/config/update", body);
  }

  @Override
  public Outcome<List<String>> presign(RunHandle run, List<FileEntry> files) {
    RequestBody body = Json.body(Presign.body(files));
    return ControlFailure.of(
        http.post(ingest + "/files", body, run, timeouts.control()),
        answer -> Presign.addresses(answer, files));
  }

  @Override
  public Outcome<Void> upload(String address, Path content, String fileType) {
    return storage.put(address, content, fileType);
  }

  @Override
  public Outcome<RunStatus> heartbeat(RunHandle run) {
    return ControlFailure.of(
        http.post(py + "/api/runs/trigger", Json.body(about(run)), timeouts.quick()),
        answer ->
            Stream.of(RunStatus.values())
                .filter(status -> status.name().equals(answer.get("status").text("")))
                .findFirst());
  }

  @Override
  public Outcome<Void> updateStatus(
      RunHandle run, RunStatus status, OptionalLong time, Map<String, Object> details) {
    Map<String, Object> body = about(run);
    body.put("status", status.name());
    // Of a run that was taken for dead it says so (section 10.2); null clears it.
    body.put("statusMetadata", details.isEmpty() ? null : Json.text(details));
    time.ifPresent(at -> body.put("statusUpdated", at));
    return command("/api/runs/status/update", body);
  }

  /** A call that is answered by no more than that it was done. */
  private Outcome<Void> command(String path, Map<String, Object> body) {
    return done(
        control(
            path, body, answer -> Optional.of(answer).filter(one -> one.get("success").isTrue())));
  }

  private <T> Outcome<T> control(
      String path, Map<String, Object> body, Function<JsonValue, Optional<T>> reader) {
    return ControlFailure.of(http.post(api + path, Json.body(body), timeouts.control()), reader);
  }

  /** What every request about a run begins with. */
  private static Map<String, Object> about(RunHandle run) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("runId", run.runId());
    return body;
  }

  private static Outcome<Void> done(Outcome<?> answer) {
    return answer.isAccepted() ? Outcome.accepted() : answer.failure();
  }

  @Override
  public void close() {
    http.close();
    storage.close();
  }
}
