package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run and what was received for it, at the moment the view was taken. Immutable.
 *
 * <p>Of a {@linkplain #isStray() stray} only the run id, the project and what was ingested are
 * known; the rest is empty.
 */
public final class RunView {
  private static final int MAX_INDEXED_PATH = 500;

  /** What clients measure themselves has names of its own. */
  static final String SYSTEM = "sys/";

  private final long runId;
  private final String project;
  private final @Nullable StoredRun run; // read for what never changes; null: stray
  private final String status;
  private final List<String> statusHistory;
  private final @Nullable Instant statusUpdated;
  private final @Nullable JsonNode statusMetadata;
  private final List<String> tags;
  private final @Nullable JsonNode config;
  private final @Nullable JsonNode loggerSettings;
  private final @Nullable String notes;
  private final Map<String, String> logNames;
  private final long heartbeats;
  private final @Nullable Instant lastHeartbeat;
  private final List<Alert> alerts;
  private final int modelGraphs;
  private final Map<String, Rows> metrics;
  private final long metricLines;
  private final List<DataRow> dataRows;
  private final List<LogLine> logLines;
  private final List<FileEntry> files;

  /** A view of an existing run. */
  RunView(StoredRun run, RunData data, StorageService storage) {
    this(run.id(), run.project(), run, data, storage);
  }

  /** A view of what was ingested for a run that does not exist. */
  RunView(long runId, String project, RunData data, StorageService storage) {
    this(runId, project, null, data, storage);
  }

  private RunView(
      long runId, String project, @Nullable StoredRun run, RunData data, StorageService storage) {
    this.runId = runId;
    this.project = project;
    this.run = run;
    this.status = run == null ? "" : run.status().name();
    this.statusHistory =
        run == null
            ? List.of()
            : run.history().stream()
                .map(change -> change.status.name())
                .collect(Collectors.toUnmodifiableList());
    this.statusUpdated = run == null ? null : run.statusUpdated();
    this.statusMetadata = run == null ? null : run.statusMetadata();
    this.tags = run == null ? List.of() : run.tags();
    this.config = run == null ? null : run.config();
    this.loggerSettings = run == null ? null : run.loggerSettings();
    this.notes = run == null ? null : run.notes();
    this.logNames = run == null ? Map.of() : run.logNames();
    this.heartbeats = run == null ? 0 : run.heartbeats();
    this.lastHeartbeat = run == null ? null : run.lastHeartbeat();
    this.alerts = run == null ? List.of() : run.alerts();
    this.modelGraphs = run == null ? 0 : run.modelGraphs();
    this.metrics = data.metrics();
    this.metricLines = data.metricLines();
    this.dataRows = data.dataRows();
    this.logLines = data.logLines();
    this.files = data.files().stream().map(storage::entry).collect(Collectors.toUnmodifiableList());
  }

  /** Returns the numeric id. */
  public long runId() {
    return runId;
  }

  /** Returns the project's name. */
  public String project() {
    return project;
  }

  /** Returns whether no run was created under this id and project. */
  public boolean isStray() {
    return run == null;
  }

  /** Returns the number within the project, from 1; 0 of a stray. */
  public long number() {
    return run == null ? 0 : run.number();
  }

  /** Returns the display id, such as {@code OL-17}. */
  public String displayId() {
    return run == null ? "" : run.displayId();
  }

  /** Returns the run's name. */
  public String name() {
    return run == null ? "" : run.name();
  }

  /** Returns the id the client chose, if it chose one. */
  public Optional<String> externalId() {
    return run == null ? Optional.empty() : Optional.ofNullable(run.externalId());
  }

  /** Returns the run that owns the fork step, if this run is a fork. */
  public Optional<Long> forkedFromRunId() {
    return run == null ? Optional.empty() : Optional.ofNullable(run.forkedFromRunId());
  }

  /** Returns the status, such as {@code RUNNING}. */
  public String status() {
    return status;
  }

  /** Returns when the run began, by its client if that said so; null of a stray. */
  public @Nullable Instant createdAt() {
    return run == null ? null : run.createdAt();
  }

  /** Returns since when the run has its status, by its client if that said so; null of a stray. */
  public @Nullable Instant statusUpdated() {
    return statusUpdated;
  }

  /** Returns the statuses the run has had, the present one last. */
  public List<String> statusHistory() {
    return statusHistory;
  }

  /** Returns what came with the last status; empty if nothing or no object did. */
  public Map<String, Object> statusMetadata() {
    return map(statusMetadata);
  }

  /** Returns the tags in their order. */
  public List<String> tags() {
    return tags;
  }

  /** Returns the config, decoded; empty if there is none or it is no object. */
  public Map<String, Object> config() {
    return map(config);
  }

  /**
   * Returns whether the config's values are columns and filters: one path of more than 500
   * characters switches that off for all of them (the protocol, section 20b).
   */
  public boolean isConfigIndexed() {
    return Json.longestPath(Json.orNull(config)) <= MAX_INDEXED_PATH
        && (run == null || Json.longestPath(Json.orNull(run.systemMetadata())) <= MAX_INDEXED_PATH);
  }

  /** Returns the logger settings, decoded; empty if there are none or they are no object. */
  public Map<String, Object> loggerSettings() {
    return map(loggerSettings);
  }

  /** Returns the description of the machine, decoded; empty if there is none. */
  public Map<String, Object> systemMetadata() {
    return map(run == null ? null : run.systemMetadata());
  }

  /** Returns the notes, if there are some. */
  public Optional<String> notes() {
    return Optional.ofNullable(notes);
  }

  /** Returns the registered names and their types, such as {@code METRIC}, in order of arrival. */
  public Map<String, String> logNames() {
    return logNames;
  }

  /** Returns how many heartbeats arrived. */
  public long heartbeats() {
    return heartbeats;
  }

  /** Returns when the newest heartbeat arrived, by the server's clock. */
  public Optional<Instant> lastHeartbeat() {
    return Optional.ofNullable(lastHeartbeat);
  }

  /** Returns the alerts in order of arrival. */
  public List<Alert> alerts() {
    return alerts;
  }

  /** Returns how many model graphs were added. */
  public int modelGraphs() {
    return modelGraphs;
  }

  /** Returns the metrics that have points, in order of arrival. */
  public Set<String> metricNames() {
    return metrics.keySet();
  }

  /**
   * Returns what a chart shows: one point per step, by step; the highest time wins (the protocol,
   * section 8.6). Empty if the metric is unknown.
   */
  public List<Point> points(String metric) {
    return rows(metric).points();
  }

  /** Returns every row received of the metric in order of arrival, replays included. */
  public List<Point> arrivals(String metric) {
    return rows(metric).arrivals();
  }

  /**
   * Returns the point of the metric with the highest step.
   *
   * @throws NoSuchElementException if the metric has no points
   */
  public Point last(String metric) {
    if (!metrics.containsKey(metric)) {
      throw new NoSuchElementException(metric);
    }
    return rows(metric).last();
  }

  /** Returns the number of distinct (metric, step) pairs that the program logged. */
  public long pointCount() {
    return distinct(name -> !name.startsWith(SYSTEM));
  }

  /** Returns the number of distinct (metric, step) pairs that its client measured beside that. */
  public long sampleCount() {
    return distinct(name -> name.startsWith(SYSTEM));
  }

  private long distinct(Predicate<String> names) {
    return metrics.entrySet().stream()
        .filter(metric -> names.test(metric.getKey()))
        .mapToLong(metric -> metric.getValue().distinct())
        .sum();
  }

  /** Returns the number of metric values received, replays included. */
  public long rawRows() {
    return metrics.values().stream().mapToLong(Rows::size).sum();
  }

  /** Returns the number of metric lines accepted, replays included. */
  public long metricLines() {
    return metricLines;
  }

  /** Returns the histograms, tables and strings in order of arrival. */
  public List<DataRow> dataRows() {
    return dataRows;
  }

  /** Returns the console output in order of arrival. */
  public List<LogLine> logLines() {
    return logLines;
  }

  /** Returns the texts of one type of console line, such as {@code INFO}, in order of arrival. */
  public List<String> messages(String logType) {
    return logLines.stream()
        .filter(line -> line.logType().equals(logType))
        .map(LogLine::message)
        .collect(Collectors.toUnmodifiableList());
  }

  /** Returns the announced files in order of arrival. */
  public List<FileEntry> files() {
    return files;
  }

  private Rows rows(String metric) {
    return metrics.getOrDefault(metric, Rows.NONE);
  }

  private static Map<String, Object> map(@Nullable JsonNode node) {
    return node == null ? Map.of() : Json.toMap(node);
  }

  @Override
  public String toString() {
    Map<String, Integer> sizes = new TreeMap<>();
    metrics.forEach((name, rows) -> sizes.put(name, rows.size()));
    return project + "/" + name() + " " + status + " " + sizes;
  }
}
