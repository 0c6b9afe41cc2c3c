package ai.trainy.pluto.agent.tee;

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
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A server that takes everything and remembers it. */
public final class FakePluto implements PlutoApi {
  private final List<RunSpec> runs = new CopyOnWriteArrayList<>();
  private final List<String> points = new CopyOnWriteArrayList<>();
  private final List<Map<String, Object>> configs = new CopyOnWriteArrayList<>();
  private final List<DataRow> data = new CopyOnWriteArrayList<>();
  private final List<List<String>> tags = new CopyOnWriteArrayList<>();
  private final List<Alert> alerts = new CopyOnWriteArrayList<>();
  private final List<FileEntry> files = new CopyOnWriteArrayList<>();
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private final AtomicLong lastRunId = new AtomicLong();

  public List<RunSpec> runs() {
    return runs;
  }

  /** Each as {@code run step name=value}. */
  public List<String> points() {
    return points;
  }

  public List<Map<String, Object>> configs() {
    return configs;
  }

  public List<DataRow> data() {
    return data;
  }

  /** All tags of each update. */
  public List<List<String>> tags() {
    return tags;
  }

  public List<Alert> alerts() {
    return alerts;
  }

  /** Those that were announced. */
  public List<FileEntry> files() {
    return files;
  }

  /** Each as {@code run status}. */
  public List<String> ends() {
    return ends;
  }

  @Override
  public Outcome<String> signIn() {
    return Outcome.accepted("acme");
  }

  @Override
  public Outcome<RunHandle> create(RunSpec spec, Optional<Branch> branch) {
    runs.add(spec);
    return Outcome.accepted(
        new RunHandle(lastRunId.incrementAndGet(), spec.name(), spec.project(), "url", false));
  }

  @Override
  public Outcome<OptionalLong> find(String project, String externalId) {
    return Outcome.accepted(OptionalLong.empty());
  }

  @Override
  public Outcome<Map<String, Object>> config(long runId) {
    return Outcome.accepted(Map.of());
  }

  @Override
  public Outcome<Long> createdAt(long runId) {
    return Outcome.accepted(0L);
  }

  @Override
  public Outcome<Void> resume(RunHandle run) {
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names) {
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
    for (MetricRow row : rows) {
      for (int i = 0; i < row.size(); i++) {
        points.add(run.runName() + " " + row.step() + " " + row.name(i) + "=" + row.value(i));
      }
    }
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
    data.addAll(rows);
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<Void> sendConsole(RunHandle run, List<ConsoleLines> lines, long offset) {
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<Long> consoleLines(RunHandle run) {
    return Outcome.accepted(0L);
  }

  @Override
  public Outcome<Void> updateTags(RunHandle run, List<String> all) {
    tags.add(List.copyOf(all));
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<Void> updateNotes(RunHandle run, String notes) {
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<Void> alert(RunHandle run, Alert alert) {
    alerts.add(alert);
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
    configs.add(values);
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<List<String>> presign(RunHandle run, List<FileEntry> entries) {
    files.addAll(entries);
    return Outcome.accepted(Collections.nCopies(entries.size(), "address"));
  }

  @Override
  public Outcome<Void> upload(String address, Path content, String fileType) {
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<RunStatus> heartbeat(RunHandle run) {
    return Outcome.accepted(RunStatus.RUNNING);
  }

  @Override
  public Outcome<Void> updateStatus(
      RunHandle run, RunStatus status, OptionalLong time, Map<String, Object> details) {
    String end = run.runName() + " " + status;
    // The same one again is no other end (the protocol, section 0.2).
    if (status != RunStatus.RUNNING && (ends.isEmpty() || !ends.get(ends.size() - 1).equals(end))) {
      ends.add(end);
    }
    return Outcome.accepted(null);
  }

  @Override
  public void close() {}
}
