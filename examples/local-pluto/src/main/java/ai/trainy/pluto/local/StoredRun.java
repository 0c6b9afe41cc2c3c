package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  private JsonNode config;
  private JsonNode loggerSettings;
  private JsonNode statusMetadata;
  private String notes;
  private RunStatus status;
  private Instant statusUpdated;
  private Instant updatedAt;
  private long heartbeats;
  private Instant lastHeartbeat;
  private boolean cancelRequested;

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

  String externalId() {
    return origin.externalId;
  }

  Long forkedFromRunId() {
    return origin.forkedFromRunId;
  }

  Long forkStep() {
    return origin.forkStep;
  }

  JsonNode systemMetadata() {
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
  }

  /**
   * Counts a heartbeat; a cancel request takes effect here, and stays (the protocol, section 10.1).
   */
  synchronized RunStatus heartbeat(Instant now) {
    heartbeats++;
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
  }

  synchronized void registerLogName(String name, String type) {
    logNames.putIfAbsent(name, type);
  }

  synchronized void replaceTags(List<String> replacement, Instant now) {
    tags = List.copyOf(replacement);
    updatedAt = now;
  }

  synchronized void mergeConfig(JsonNode patch, Instant now) {
    config = Json.merge(config, patch);
    updatedAt = now;
  }

  synchronized void mergeLoggerSettings(JsonNode patch) {
    loggerSettings = Json.merge(loggerSettings, patch);
  }

  synchronized void replaceStatusMetadata(JsonNode replacement) {
    statusMetadata = replacement;
  }

  synchronized void replaceNotes(String replacement) {
    notes = replacement;
  }

  synchronized void add(Alert alert) {
    alerts.add(alert);
  }

  synchronized void addModelGraph(JsonNode graph) {
    modelGraphs.add(graph);
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

  synchronized JsonNode config() {
    return config;
  }

  synchronized JsonNode loggerSettings() {
    return loggerSettings;
  }

  synchronized JsonNode statusMetadata() {
    return statusMetadata;
  }

  synchronized String notes() {
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
  synchronized Instant lastHeartbeat() {
    return lastHeartbeat;
  }
}
