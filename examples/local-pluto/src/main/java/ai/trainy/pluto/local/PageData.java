package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What the page fetches: plain JSON under {@code /local}, without a key. */
final class PageData implements Service {
  static final String PREFIX = "/local/";

  private static final int MANY = Integer.MAX_VALUE;

  private final Store store;
  private final StorageService storage;
  private final RequestLog log;

  PageData(Store store, StorageService storage, RequestLog log) {
    this.store = store;
    this.storage = storage;
    this.log = log;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    Query query = new Query(request.query());
    String[] path = request.path().substring(PREFIX.length()).split("/", -1);
    try {
      if (path[0].equals("runs") && path.length > 1) {
        return ofRun(run(path[1]), path, request);
      }
      return path[0].equals("points.csv") && path.length == 1
          ? allPoints(query)
          : Reply.json(200, overall(path, query));
    } catch (Refused e) {
      return e.reply();
    }
  }

  private ObjectNode overall(String[] path, Query query) {
    switch (String.join("/", path)) {
      case "summary":
        return summary();
      case "projects":
        return projects();
      case "runs":
        return runs(query);
      case "points":
        return points(query);
      case "refusals":
        return refusals(query);
      default:
        throw nothing();
    }
  }

  private Reply ofRun(StoredRun run, String[] path, Request request) throws IOException {
    Query query = new Query(request.query());
    String part = path.length == 2 ? "" : path[2];
    if (part.equals("files") && path.length == 4) {
      return MediaFile.reply(file(run, path[3]), request);
    }
    if (path.length > 3) {
      throw nothing();
    }
    RunMedia media = new RunMedia(store.dataOf(run), storage);
    switch (part) {
      case "":
        return Reply.json(200, describe(run, media));
      case "logs":
        return Reply.json(200, logs(run, query));
      case "files":
        return Reply.json(200, media.files());
      case "steps":
        return Reply.json(200, media.steps(query.required("kind"), query.required("name")));
      case "at":
        return Reply.json(
            200, media.at(query.required("kind"), query.required("name"), step(query)));
      default:
        throw nothing();
    }
  }

  private static long step(Query query) {
    try {
      return Long.parseUnsignedLong(query.required("step"));
    } catch (NumberFormatException e) {
      throw Schema.violation("step", "Expected a step");
    }
  }

  private ObjectNode summary() {
    List<RunView> runs =
        store.runs().stream()
            .map(run -> new RunView(run, store.dataOf(run), storage))
            .collect(Collectors.toList());
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
        .put("histograms", readableRows(runs, "HISTOGRAM"))
        .put("tables", readableRows(runs, "TABLE"))
        .put("refusedRequests", log.refusedRequests());
  }

  private static long readableRows(List<RunView> runs, String dataType) {
    return runs.stream()
        .flatMap(run -> run.dataRows().stream())
        .filter(row -> row.dataType().equalsIgnoreCase(dataType) && row.isReadable())
        .count();
  }

  private ObjectNode projects() {
    Map<String, Integer> counts = new TreeMap<>();
    store.runs().forEach(run -> counts.merge(run.project(), 1, Integer::sum));
    ObjectNode body = Json.object();
    ArrayNode projects = body.putArray("projects");
    counts.forEach((name, runs) -> projects.addObject().put("name", name).put("runs", runs));
    return body.put("refused", log.refusedRequests());
  }

  private ObjectNode runs(Query query) {
    RunFilter filter = new RunFilter(query.text("project"), query);
    List<StoredRun> matching =
        store.runs().stream()
            .filter(filter)
            .sorted(order(query, filter))
            .collect(Collectors.toList());
    ObjectNode body = Json.object().put("total", matching.size());
    ArrayNode runs = body.putArray("runs");
    page(matching, query, 50).forEach(run -> runs.add(brief(run)));
    return body;
  }

  private Comparator<StoredRun> order(Query query, RunFilter filter) {
    Comparator<StoredRun> order;
    switch (query.text("sort", "").replaceFirst("^-", "")) {
      case "status":
        order = Comparator.comparing(StoredRun::status);
        break;
      case "duration":
        order = Comparator.comparing(this::duration);
        break;
      default:
        return filter.order();
    }
    order = order.thenComparing(StoredRun::id);
    return query.text("sort", "").startsWith("-") ? order.reversed() : order;
  }

  private Duration duration(StoredRun run) {
    Instant end = run.status() == RunStatus.RUNNING ? store.now() : run.statusUpdated();
    return Duration.between(run.createdAt(), end);
  }

  private ObjectNode brief(StoredRun run) {
    ObjectNode brief =
        Json.object()
            .put("id", run.id())
            .put("shortId", RunUrls.shortId(run.id()))
            .put("displayId", run.displayId())
            .put("project", run.project())
            .put("name", run.name())
            .put("status", run.status().name())
            .put("createdAt", run.createdAt().toEpochMilli())
            .put("seconds", Math.max(0, duration(run).toSeconds()))
            .put("points", points(run));
    run.tags().forEach(brief.putArray("tags")::add);
    return brief;
  }

  /** How many points the program itself has logged. */
  private long points(StoredRun run) {
    return store.dataOf(run).metrics().entrySet().stream()
        .filter(metric -> !metric.getKey().startsWith(RunView.SYSTEM))
        .mapToLong(metric -> metric.getValue().distinct())
        .sum();
  }

  private ObjectNode describe(StoredRun run, RunMedia media) {
    RunData data = store.dataOf(run);
    ObjectNode body =
        brief(run)
            .put("externalId", run.externalId())
            .put("heartbeats", run.heartbeats())
            .put("notes", run.notes())
            .put("forkedFrom", run.forkedFromRunId())
            .put("forkStep", run.forkStep())
            .put("logLines", data.logLineCount());
    ArrayNode history = body.putArray("statusHistory");
    run.history().forEach(change -> history.add(change.status.name()));
    body.set("config", Json.orNull(run.config()));
    body.set("systemMetadata", Json.orNull(run.systemMetadata()));
    body.set("statusMetadata", Json.orNull(run.statusMetadata()));
    ArrayNode alerts = body.putArray("alerts");
    run.alerts()
        .forEach(
            alert ->
                alerts
                    .addObject()
                    .put("time", alert.timestamp())
                    .put("level", alert.level())
                    .put("title", alert.title())
                    .put("text", alert.body()));
    ArrayNode metrics = body.putArray("metrics");
    new TreeMap<>(data.metrics())
        .forEach(
            (name, rows) ->
                metrics
                    .addObject()
                    .put("name", name)
                    .put("count", rows.size())
                    .put("last", Double.toString(rows.last().value())));
    body.set("media", media.names());
    return body;
  }

  /** One metric of several runs, each from one place on the x axis to another. */
  private ObjectNode points(Query query) {
    String name = query.required("name");
    int buckets = query.integer("buckets", 500, 1, 10_000);
    ObjectNode body = Json.object();
    for (StoredRun run : runs(query.required("runs"))) {
      List<Point> points = rows(run, name).points();
      if (query.text("from") != null) {
        ToLongFunction<Point> x = axis(query.text("axis", "step"), run);
        points = Chart.between(points, x, query.signed("from"), query.signed("to"));
      }
      body.set(Long.toString(run.id()), Chart.of(points, buckets));
    }
    return body;
  }

  private static ToLongFunction<Point> axis(String axis, StoredRun run) {
    switch (axis) {
      case "time":
        return Point::time;
      case "relative":
        long start = run.createdAt().toEpochMilli();
        return point -> point.time() - start;
      default:
        return Point::step;
    }
  }

  /** Every point of one metric of several runs, for other programs. */
  private Reply allPoints(Query query) {
    String name = query.required("name");
    List<StoredRun> runs = runs(query.required("runs"));
    Reply.Body points =
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          writer.write("run,step,time,value\n");
          for (StoredRun run : runs) {
            for (Point point : rows(run, name).points()) {
              writer.write(run.displayId() + "," + Long.toUnsignedString(point.step()) + ",");
              writer.write(Long.toUnsignedString(point.time()) + "," + point.value() + "\n");
            }
          }
          writer.flush();
        };
    return Reply.streamed(200, "text/csv; charset=utf-8", 0, points)
        .withHeader("Content-Disposition", "attachment; filename=points.csv");
  }

  /** Lines of the console, by number as in the real one; those that contain a text. */
  private ObjectNode logs(StoredRun run, Query query) {
    List<LogLine> all = store.dataOf(run).logLines();
    String search = query.text("search", "").toLowerCase(Locale.ROOT);
    String stream = query.text("stream", "");
    List<LogLine> lines =
        all.stream()
            .filter(line -> stream.isEmpty() || line.stream().equals(stream))
            .filter(line -> line.message().toLowerCase(Locale.ROOT).contains(search))
            .sorted(Comparator.comparingLong(LogLine::lineNumber))
            .collect(Collectors.toList());
    ObjectNode body = Json.object().put("all", all.size()).put("total", lines.size());
    ArrayNode shown = body.putArray("lines");
    for (LogLine line : page(lines, query, 500)) {
      shown
          .addObject()
          .put("time", line.time())
          .put("lineNumber", line.lineNumber())
          .put("logType", line.logType())
          .put("stream", line.stream())
          .put("message", line.message());
    }
    return body;
  }

  /** What was refused, newest first. */
  private ObjectNode refusals(Query query) {
    List<Refusal> all = new ArrayList<>(log.refusals());
    Collections.reverse(all);
    ObjectNode body = Json.object().put("total", all.size());
    ArrayNode refusals = body.putArray("refusals");
    for (Refusal refusal : page(all, query, 50)) {
      refusals
          .addObject()
          .put("method", refusal.method())
          .put("path", refusal.path())
          .put("status", refusal.status())
          .put("body", refusal.body());
    }
    return body;
  }

  private static <T> List<T> page(List<T> all, Query query, int size) {
    int from = Math.min(query.integer("offset", 0, 0, MANY), all.size());
    return all.subList(from, Math.min(all.size(), from + query.integer("limit", size, 1, 1000)));
  }

  private Rows rows(StoredRun run, String metric) {
    return store.dataOf(run).metrics().getOrDefault(metric, Rows.NONE);
  }

  private FileEntry file(StoredRun run, String position) {
    try {
      return storage.entry(store.dataOf(run).files().get(Integer.parseInt(position)));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw nothing();
    }
  }

  private List<StoredRun> runs(String ids) {
    return Arrays.stream(ids.split(",", -1)).map(this::run).collect(Collectors.toList());
  }

  private StoredRun run(String id) {
    try {
      StoredRun run = store.run(Long.parseLong(id));
      if (run != null) {
        return run;
      }
    } catch (NumberFormatException e) {
      // there is none
    }
    throw nothing();
  }

  private static Refused nothing() {
    return ApiService.error(404, "There is nothing at this address");
  }
}
