package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The api's reads (the protocol, section 7). Where the protocol leaves a row's fields open they are
 * those that were sent.
 */
final class RunQueries {
  private static final String RUNS = "/api/runs/";
  private static final int MAX_LOG_NAMES = 1000;
  private static final int MAX_ROWS = 100_000;

  private final Store store;

  RunQueries(Store store) {
    this.store = store;
  }

  /** Whether the path is answered without a key. */
  boolean isPublic(String path) {
    return path.equals("/api/health")
        || path.equals("/api/version")
        || (path.startsWith(RUNS)
            && store.run(RunUrls.runId(path.substring(RUNS.length()))) != null);
  }

  Reply answerPublic(String path) {
    switch (path) {
      case "/api/health":
        return Reply.text(200, "OK");
      case "/api/version":
        return Reply.json(200, Json.object().put("version", "local"));
      default:
        long runId = RunUrls.runId(path.substring(RUNS.length()));
        return Reply.json(200, Json.object().put("runId", runId));
    }
  }

  Reply answer(String path, Map<String, String> parameters) {
    Query query = new Query(parameters);
    switch (path) {
      case "/api/runs/auth/validate":
        return validate();
      case "/api/runs/list":
        return list(query);
      case "/api/runs/logs":
        return logs(query);
      case "/api/runs/metrics":
        return metrics(query, (run, name) -> run.metrics().getOrDefault(name, Rows.NONE).points());
      case "/api/runs/metrics/raw":
        return metrics(
            query, (run, name) -> run.metrics().getOrDefault(name, Rows.NONE).arrivals());
      case "/api/runs/files":
        return files(query);
      case "/api/runs/status/history":
        return history(query);
      default:
        return details(path, query);
    }
  }

  static Reply organization() {
    ObjectNode body = Json.object();
    body.putObject("organization").put("slug", RunUrls.ORGANIZATION);
    return Reply.json(200, body);
  }

  private static Reply validate() {
    ObjectNode body = Json.object().put("valid", true);
    body.putObject("organization").put("id", "org-local").put("slug", RunUrls.ORGANIZATION);
    body.putObject("user").put("id", "user-local");
    return Reply.json(200, body);
  }

  private Reply details(String path, Query query) {
    String byNumber = "/api/runs/details/";
    String byDisplayId = byNumber + "by-display-id/";
    if (path.startsWith(byDisplayId)) {
      String displayId = path.substring(byDisplayId.length());
      StoredRun run = ResumeRun.byDisplayId(store, displayId, query.text("projectName"));
      return Reply.json(200, describe(run));
    }
    if (path.startsWith(byNumber)) {
      StoredRun run = run(path.substring(byNumber.length()));
      return Reply.json(
          200,
          describe(run)
              .put("forkedFromRunId", run.forkedFromRunId())
              .put("forkStep", run.forkStep()));
    }
    return ApiService.notFound();
  }

  private ObjectNode describe(StoredRun run) {
    ObjectNode details =
        Json.object()
            .put("id", run.id())
            .put("name", run.name())
            .put("number", run.number())
            .put("displayId", run.displayId())
            .put("status", run.status().name());
    run.tags().forEach(details.putArray("tags")::add);
    details.set("config", Json.orNull(run.config()));
    details.set("systemMetadata", Json.orNull(run.systemMetadata()));
    details.set("loggerSettings", Json.orNull(run.loggerSettings()));
    details.set("statusMetadata", Json.orNull(run.statusMetadata()));
    details
        .put("createdAt", run.createdAt().toString())
        .put("updatedAt", run.updatedAt().toString())
        .put("statusUpdated", run.statusUpdated().toString())
        .put("projectName", run.project())
        .put("externalId", run.externalId());
    ArrayNode logNames = details.putArray("logNames");
    run.logNames().entrySet().stream()
        .limit(MAX_LOG_NAMES)
        .forEach(
            entry ->
                logNames
                    .addObject()
                    .put("logName", entry.getKey())
                    .put("logType", entry.getValue())
                    .put("logGroup", group(entry.getKey())));
    return details;
  }

  private static String group(String logName) {
    return logName.substring(0, Math.max(0, logName.lastIndexOf('/')));
  }

  private Reply list(Query query) {
    RunFilter filter = new RunFilter(query.required("projectName"), query);
    List<StoredRun> matching =
        store.runs().stream().filter(filter).sorted(filter.order()).collect(Collectors.toList());
    int limit = query.integer("limit", 50, 1, 200);
    int offset = query.integer("offset", 0, 0, Integer.MAX_VALUE);
    ObjectNode body = Json.object();
    ArrayNode runs = body.putArray("runs");
    matching.stream()
        .skip(offset)
        .limit(limit)
        .forEach(
            run -> {
              ObjectNode entry =
                  runs.addObject()
                      .put("id", run.id())
                      .put("name", run.name())
                      .put("number", run.number())
                      .put("displayId", run.displayId())
                      .put("projectName", run.project())
                      .put("status", run.status().name());
              run.tags().forEach(entry.putArray("tags")::add);
              entry.put("createdAt", run.createdAt().toString());
            });
    return Reply.json(200, body.put("total", matching.size()));
  }

  private Reply logs(Query query) {
    String type = query.text("logType");
    List<LogLine> lines =
        data(query).logLines().stream()
            .filter(line -> type == null || line.logType().equals(type))
            .sorted((a, b) -> Long.compareUnsigned(a.lineNumber(), b.lineNumber()))
            .collect(Collectors.toList());
    ObjectNode body = Json.object();
    ArrayNode logs = body.putArray("logs");
    lines.stream()
        .skip(query.integer("offset", 0, 0, Integer.MAX_VALUE))
        .limit(query.integer("limit", 1000, 1, MAX_ROWS))
        .forEach(
            line ->
                logs.addObject()
                    .put("time", line.time())
                    .put("message", line.message())
                    .put("lineNumber", line.lineNumber())
                    .put("logType", line.logType()));
    return Reply.json(200, body.put("total", lines.size()));
  }

  private Reply metrics(Query query, BiFunction<RunData, String, List<Point>> read) {
    String name = query.required("logName");
    ObjectNode body = Json.object();
    ArrayNode metrics = body.putArray("metrics");
    read.apply(data(query), name).stream()
        .limit(query.integer("limit", 2000, 1, MAX_ROWS))
        .forEach(
            point ->
                metrics
                    .addObject()
                    .put("step", point.step())
                    .put("time", point.time())
                    .put("value", point.value()));
    return Reply.json(200, body);
  }

  private Reply files(Query query) {
    ObjectNode body = Json.object();
    ArrayNode files = body.putArray("files");
    data(query).files().stream()
        .sorted(
            Comparator.comparingLong((FileAnnouncement file) -> file.step)
                .thenComparing(file -> file.sampleIndex)
                .thenComparing(file -> file.fileName))
        .forEach(
            file ->
                files
                    .addObject()
                    .put("fileName", file.fileName)
                    .put("logName", file.logName)
                    .put("fileSize", file.fileSize)
                    .put("fileType", file.fileType)
                    .put("step", file.step)
                    .put("time", file.time)
                    .put("caption", file.caption)
                    .put("sampleIndex", file.sampleIndex));
    return Reply.json(200, body);
  }

  private Reply history(Query query) {
    ObjectNode body = Json.object();
    ArrayNode history = body.putArray("history");
    for (StatusChange change : run(query.required("runId")).history()) {
      history
          .addObject()
          .put("status", change.status.name())
          .put("createdAt", change.at.toString());
    }
    return Reply.json(200, body);
  }

  /** Readers see what was sent under the run's id and the project they name. */
  private RunData data(Query query) {
    StoredRun run = store.run(query.number("runId"));
    String project = query.required("projectName");
    return run == null || !run.project().equals(project) ? new RunData() : store.dataOf(run);
  }

  private StoredRun run(String runId) {
    StoredRun run = runId.matches("\\d{1,18}") ? store.run(Long.parseLong(runId)) : null;
    if (run == null) {
      throw ApiService.error(404, "Run not found");
    }
    return run;
  }
}
