package ai.trainy.pluto.api;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Forwards every call to another server; a subclass overrides what it changes. */
public class ForwardingPluto implements PlutoApi {
  private final PlutoApi to;

  public ForwardingPluto(PlutoApi to) {
    this.to = to;
  }

  @Override
  public Outcome<String> signIn() {
    return to.signIn();
  }

  @Override
  public Outcome<RunHandle> create(RunSpec spec, Optional<Branch> branch) {
    return to.create(spec, branch);
  }

  @Override
  public Outcome<OptionalLong> find(String project, String externalId) {
    return to.find(project, externalId);
  }

  @Override
  public Outcome<Map<String, Object>> config(long runId) {
    return to.config(runId);
  }

  @Override
  public Outcome<Long> createdAt(long runId) {
    return to.createdAt(runId);
  }

  @Override
  public Outcome<Void> resume(RunHandle run) {
    return to.resume(run);
  }

  @Override
  public Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names) {
    return to.registerNames(run, type, names);
  }

  @Override
  public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
    return to.sendMetrics(run, rows);
  }

  @Override
  public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
    return to.updateConfig(run, values);
  }

  @Override
  public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
    return to.sendData(run, rows);
  }

  @Override
  public Outcome<Void> sendConsole(RunHandle run, List<ConsoleLines> lines, long offset) {
    return to.sendConsole(run, lines, offset);
  }

  @Override
  public Outcome<Long> consoleLines(RunHandle run) {
    return to.consoleLines(run);
  }

  @Override
  public Outcome<Void> updateTags(RunHandle run, List<String> tags) {
    return to.updateTags(run, tags);
  }

  @Override
  public Outcome<Void> updateNotes(RunHandle run, String notes) {
    return to.updateNotes(run, notes);
  }

  @Override
  public Outcome<Void> alert(RunHandle run, Alert alert) {
    return to.alert(run, alert);
  }

  @Override
  public Outcome<List<String>> presign(RunHandle run, List<FileEntry> files) {
    return to.presign(run, files);
  }

  @Override
  public Outcome<Void> upload(String address, Path content, String fileType) {
    return to.upload(address, content, fileType);
  }

  @Override
  public Outcome<RunStatus> heartbeat(RunHandle run) {
    return to.heartbeat(run);
  }

  @Override
  public Outcome<Void> updateStatus(
      RunHandle run, RunStatus status, OptionalLong time, Map<String, Object> details) {
    return to.updateStatus(run, status, time, details);
  }

  @Override
  public void close() {
    to.close();
  }
}
