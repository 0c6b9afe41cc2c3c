package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The page for people, and what it fetches: plain JSON under {@code /local}, without a key. */
final class Page implements Service {
  private static final String LOCAL_RUNS = "/local/runs";
  private static final int SHOWN_LINES = 500;
  private static final int SHOWN_ROWS = 100;
  private static final Map<String, String> IMAGE_TYPES =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "webp", "image/webp",
          "svg", "image/svg+xml");

  private final LocalPluto pluto;

  Page(LocalPluto pluto) {
    this.pluto = pluto;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    String path = request.path();
    if (!request.method().equals("GET")) {
      return Reply.empty(404);
    }
    if (path.equals("/") || path.startsWith("/o/")) {
      return html();
    }
    if (path.equals("/local/summary")) {
      return Reply.json(200, summary());
    }
    if (path.equals("/local/refusals")) {
      return Reply.json(200, refusals());
    }
    if (path.equals(LOCAL_RUNS)) {
      return Reply.json(200, runs());
    }
    if (path.startsWith(LOCAL_RUNS + "/")) {
      return run(path.substring(LOCAL_RUNS.length() + 1).split("/", -1));
    }
    return Reply.empty(404);
  }

  private static Reply html() throws IOException {
    try (InputStream page = Page.class.getResourceAsStream("page.html")) {
      return Reply.of(200, "text/html; charset=utf-8", page.readAllBytes());
    }
  }

  private ObjectNode summary() {
    List<RunView> runs = pluto.runs();
    return Json.object()
        .put("runs", runs.size())
        .put("points", runs.stream().mapToLong(RunView::pointCount).sum())
        .put("samples", runs.stream().mapToLong(RunView::sampleCount).sum())
        .put("rawRows", runs.stream().mapToLong(RunView::rawRows).sum())
        .put(
            "files",
            runs.stream()
                .flatMap(run -> run.files().stream())
                .filter(FileEntry::isUploaded)
                .count())
        .put("histograms", rows(runs, "HISTOGRAM"))
        .put("tables", rows(runs, "TABLE"))
        .put("refusedRequests", pluto.refusedRequests());
  }

  private static long rows(List<RunView> runs, String dataType) {
    return runs.stream()
        .flatMap(run -> run.dataRows().stream())
        .filter(row -> row.dataType().equalsIgnoreCase(dataType) && row.isReadable())
        .count();
  }

  private ArrayNode refusals() {
    ArrayNode refusals = Json.array();
    for (Refusal refusal : last(pluto.refusals(), SHOWN_ROWS)) {
      refusals
          .addObject()
          .put("method", refusal.method())
          .put("path", refusal.path())
          .put("status", refusal.status())
          .put("body", refusal.body());
    }
    return refusals;
  }

  private ArrayNode runs() {
    ArrayNode runs = Json.array();
    for (RunView run : pluto.runs()) {
      ObjectNode entry =
          runs.addObject()
              .put("id", run.runId())
              .put("shortId", RunUrls.shortId(run.runId()))
              .put("displayId", run.displayId())
              .put("project", run.project())
              .put("name", run.name())
              .put("status", run.status())
              .put("points", run.pointCount());
      run.tags().forEach(entry.putArray("tags")::add);
    }
    return runs;
  }

  /** {@code /local/runs/{id}}, or {@code /local/runs/{id}/files/{position}} for the bytes. */
  private Reply run(String[] path) {
    try {
      RunView run = pluto.run(Long.parseLong(path[0]));
      if (path.length == 1) {
        return Reply.json(200, describe(run));
      }
      if (path.length == 3 && path[1].equals("files")) {
        return content(run.files().get(Integer.parseInt(path[2])));
      }
    } catch (NumberFormatException | NoSuchElementException | IndexOutOfBoundsException e) {
      // there is no such thing
    }
    return Reply.empty(404);
  }

  private static Reply content(FileEntry file) {
    String type = IMAGE_TYPES.getOrDefault(file.fileType(), "application/octet-stream");
    return file.content()
        .map(bytes -> Reply.of(200, type, bytes).withHeader("X-Content-Type-Options", "nosniff"))
        .orElse(Reply.empty(404));
  }

  private static ObjectNode describe(RunView run) {
    ObjectNode body =
        Json.object()
            .put("id", run.runId())
            .put("displayId", run.displayId())
            .put("project", run.project())
            .put("name", run.name())
            .put("externalId", run.externalId().orElse(null))
            .put("status", run.status())
            .put("heartbeats", run.heartbeats())
            .put("notes", run.notes().orElse(null));
    run.tags().forEach(body.putArray("tags")::add);
    run.statusHistory().forEach(body.putArray("statusHistory")::add);
    body.putPOJO("config", run.config());
    body.putPOJO("systemMetadata", run.systemMetadata());
    body.putPOJO("statusMetadata", run.statusMetadata());
    ArrayNode metrics = body.putArray("metrics");
    run.metricNames().stream()
        .sorted()
        .forEach(name -> metrics.add(Chart.of(run.points(name)).put("name", name)));
    addData(run, body.putArray("data"));
    addLogs(run, body.putArray("logs"));
    addFiles(run, body.putArray("files"));
    return body;
  }

  private static void addData(RunView run, ArrayNode data) {
    for (DataRow row : last(run.dataRows(), SHOWN_ROWS)) {
      data.addObject()
          .put("step", row.step())
          .put("dataType", row.dataType())
          .put("logName", row.logName())
          .put("data", row.data())
          .put("readable", row.isReadable());
    }
  }

  private static void addLogs(RunView run, ArrayNode logs) {
    for (LogLine line : last(run.logLines(), SHOWN_LINES)) {
      logs.addObject()
          .put("time", line.time())
          .put("lineNumber", line.lineNumber())
          .put("logType", line.logType())
          .put("message", line.message());
    }
  }

  private static void addFiles(RunView run, ArrayNode files) {
    for (FileEntry file : run.files()) {
      files
          .addObject()
          .put("logName", file.logName())
          .put("fileName", file.fileName())
          .put("fileType", file.fileType())
          .put("step", file.step())
          .put("caption", file.caption().orElse(null))
          .put("size", file.size())
          .put("image", IMAGE_TYPES.containsKey(file.fileType()) && file.content().isPresent());
    }
  }

  private static <T> List<T> last(List<T> all, int count) {
    return all.subList(Math.max(0, all.size() - count), all.size());
  }
}
