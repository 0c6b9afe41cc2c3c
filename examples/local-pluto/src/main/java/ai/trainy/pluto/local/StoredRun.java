package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run as the api and py services know it. Safe for use by several threads. */
final class StoredRun {
  private final long id;
  private final long number;
  private final String displayId;
  private final String project;
  private final NewRun origin;
  private final Instant createdAt;
  private final Map<String, String> logNames = new LinkedHashMap<>();
  private final List<StatusChange> history = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final List<JsonNode> modelGraphs = new ArrayList<>();
  private List<String> tags;
  private @Nullable JsonNode config;
  private @Nullable JsonNode loggerSettings;
  private @Nullable JsonNode statusMetadata;
  private @Nullable String notes;
  private RunStatus status;
  private Instant statusUpdated;
  private Instant updatedAt;
  private long heartbeats;
  private @Nullable Instant lastHeartbeat;
  private boolean cancelRequested;
  private int changes;

  StoredRun(long id, long number, String displayId, String project, NewRun origin, Instant now) {
    this.id = id;
    this.number = number;
    this.displayId = displayId;
    this.project = project;
    this.origin = origin;
    this.tags = List.copyOf(origin.tags);
    this.config = origin.config;
    this.loggerSettings = origin.loggerSettings;
    this.createdAt = origin.createdAt == null ? now : origin.createdAt;
    this.updatedAt = origin.updatedAt == null ? now : origin.updatedAt;
    changeStatus(RunStatus.RUNNING, now);
  }

  private StoredRun(JsonNode saved) {
    this.id = saved.get("id").longValue();
    this.number = saved.get("number").longValue();
    this.displayId = saved.get("displayId").textValue();
    this.project = saved.get("project").textValue();
    this.origin = new NewRun();
    origin.name = saved.get("name").textValue();
    origin.externalId = saved.path("externalId").textValue();
    origin.systemMetadata = orNone(saved.get("systemMetadata"));
    if (saved.get("forkedFromRunId").isNumber()) {
      origin.forkedFromRunId = saved.get("forkedFromRunId").longValue();
      origin.forkStep = saved.get("forkStep").longValue();
    }
    this.createdAt = instant(saved, "createdAt");
    List<String> savedTags = new ArrayList<>();
    saved.get("tags").forEach(tag -> savedTags.add(tag.textValue()));
    this.tags = List.copyOf(savedTags);
    this.config = orNone(saved.get("config"));
    this.loggerSettings = orNone(saved.get("loggerSettings"));
    this.statusMetadata = orNone(saved.get("statusMetadata"));
    this.notes = saved.get("notes").textValue();
    this.status = RunStatus.valueOf(saved.get("status").textValue());
    this.statusUpdated = instant(saved, "statusUpdated");
    this.updatedAt = instant(saved, "updatedAt");
    this.heartbeats = saved.get("heartbeats").longValue();
    this.lastHeartbeat =
        saved.get("lastHeartbeat").isNull() ? null : instant(saved, "lastHeartbeat");
    this.cancelRequested = saved.get("cancelRequested").booleanValue();
    saved
        .get("logNames")
        .properties()
        .forEach(entry -> logNames.put(entry.getKey(), entry.getValue().textValue()));
    for (JsonNode change : saved.get("history")) {
      RunStatus was = RunStatus.valueOf(change.get("status").textValue());
      history.add(new StatusChange(was, instant(change, "at")));
    }
    saved.get("alerts").forEach(alert -> alerts.add(Alert.of(alert)));
    saved.get("modelGraphs").forEach(modelGraphs::add);
  }

  /** Returns the run that {@link #toJson} described. */
  static StoredRun of(JsonNode saved) {
    return new StoredRun(saved);
  }

  /** The run as JSON, from which it can be made again. */
  synchronized ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("number", number)
            .put("displayId", displayId)
            .put("project", project)
            .put("name", origin.name)
            .put("externalId", origin.externalId)
            .put("forkedFromRunId", origin.forkedFromRunId)
            .put("forkStep", origin.forkStep)
            .put("createdAt", createdAt.toString())
            .put("notes", notes)
            .put("status", status.name())
            .put("statusUpdated", statusUpdated.toString())
            .put("updatedAt", updatedAt.toString())
            .put("heartbeats", heartbeats)
            .put("lastHeartbeat", lastHeartbeat == null ? null : lastHeartbeat.toString())
            .put("cancelRequested", cancelRequested);
    tags.forEach(json.putArray("tags")::add);
    json.set("config", Json.orNull(config));
    json.set("loggerSettings", Json.orNull(loggerSettings));
    json.set("statusMetadata", Json.orNull(statusMetadata));
    json.set("systemMetadata", Json.orNull(origin.systemMetadata));
    ObjectNode names = json.putObject("logNames");
    logNames.forEach(names::put);
    ArrayNode changesOfStatus = json.putArray("history");
    for (StatusChange change : history) {
      changesOfStatus
          .addObject()
          .put("status", change.status.name())
          .put("at", change.at.toString());
    }
    ArrayNode allAlerts = json.putArray("alerts");
    alerts.forEach(alert -> allAlerts.add(alert.toJson()));
    modelGraphs.forEach(json.putArray("modelGraphs")::add);
    return json;
  }

  private static @Nullable JsonNode orNone(JsonNode node) {
    return node.isNull() ? null : node;
  }

  private static Instant instant(JsonNode node, String field) {
    return Instant.parse(node.get(field).textValue());
  }

  /** How often the run has changed since it came into memory. */
  synchronized int changes() {
    return changes;
  }

  long id() {
    return id;
  }

  long number() {
    return number;
  }

  String displayId() {
    return displayId;
  }

  String project() {
    return project;
  }

  String name() {
    return origin.name;
  }

  @Nullable String externalId() {
    return origin.externalId;
  }

  @Nullable Long forkedFromRunId() {
    return origin.forkedFromRunId;
  }

  @Nullable Long forkStep() {
    return origin.forkStep;
  }

  @Nullable JsonNode systemMetadata() {
    return origin.systemMetadata;
  }

  Instant createdAt() {
    return createdAt;
  }

  synchronized void resume(Instant now) {
    changeStatus(RunStatus.RUNNING, now);
  }

  /** A client's report; returns whether it was applied (the protocol, section 4). */
  synchronized boolean report(RunStatus reported, Instant now) {
    if (!reported.mayReplace(status)) {
      return false;
    }
    changeStatus(reported, now);
    return true;
  }

  /** Fails a run whose client fell silent, unless it has ended by now. */
  synchronized void reap(JsonNode reason, Instant now) {
    if (status == RunStatus.RUNNING) {
      changeStatus(RunStatus.FAILED, now);
      statusMetadata = reason;
    }
  }

  synchronized void requestCancel() {
    cancelRequested = true;
    changes++;
  }

  /**
   * Counts a heartbeat; a cancel request takes effect here, and stays (the protocol, section 10.1).
   */
  synchronized RunStatus heartbeat(Instant now) {
    heartbeats++;
    changes++;
    lastHeartbeat = now;
    if (cancelRequested) {
      changeStatus(RunStatus.CANCELLED, now);
    }
    return status;
  }

  private void changeStatus(RunStatus next, Instant now) {
    if (status != next) {
      history.add(new StatusChange(next, now));
      status = next;
    }
    statusUpdated = now;
    updatedAt = now;
    changes++;
  }

  synchronized void registerLogName(String name, String type) {
    logNames.putIfAbsent(name, type);
    changes++;
  }

  synchronized void replaceTags(List<String> replacement, Instant now) {
    tags = List.copyOf(replacement);
    changes++;
    updatedAt = now;
  }

  synchronized void mergeConfig(JsonNode patch, Instant now) {
    config = Json.merge(config, patch);
    changes++;
    updatedAt = now;
  }

  synchronized void mergeLoggerSettings(JsonNode patch) {
    loggerSettings = Json.merge(loggerSettings, patch);
    changes++;
  }

  synchronized void replaceStatusMetadata(@Nullable JsonNode replacement) {
    statusMetadata = replacement;
    changes++;
  }

  synchronized void replaceNotes(@Nullable String replacement) {
    notes = replacement;
    changes++;
  }

  synchronized void add(Alert alert) {
    alerts.add(alert);
    changes++;
  }

  synchronized void addModelGraph(JsonNode graph) {
    modelGraphs.add(graph);
    changes++;
  }

  synchronized Map<String, String> logNames() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(logNames));
  }

  /** What it was, by the times that were given; of equal ones, as they came. */
  synchronized List<StatusChange> history() {
    List<StatusChange> byTime = new ArrayList<>(history);
    byTime.sort(Comparator.comparing(change -> change.at));
    return byTime;
  }

  synchronized List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  synchronized int modelGraphs() {
    return modelGraphs.size();
  }

  synchronized List<String> tags() {
    return tags;
  }

  synchronized @Nullable JsonNode config() {
    return config;
  }

  synchronized @Nullable JsonNode loggerSettings() {
    return loggerSettings;
  }

  synchronized @Nullable JsonNode statusMetadata() {
    return statusMetadata;
  }

  synchronized @Nullable String notes() {
    return notes;
  }

  synchronized RunStatus status() {
    return status;
  }

  synchronized Instant statusUpdated() {
    return statusUpdated;
  }

  synchronized Instant updatedAt() {
    return updatedAt;
  }

  synchronized long heartbeats() {
    return heartbeats;
  }

  /** The time of the newest heartbeat, or null. */
  synchronized @Nullable Instant lastHeartbeat() {
    return lastHeartbeat;
  }
}
