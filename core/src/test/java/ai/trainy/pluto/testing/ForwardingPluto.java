package ai.trainy.pluto.testing;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunIntent;
import ai.trainy.pluto.api.RunStatus;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Hands everything on; a test overrides what it wants to be otherwise. */
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
  public Outcome<RunHandle> create(RunIntent intent, boolean late) {
    return to.create(intent, late);
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
  public Outcome<String> presign(RunHandle run, FileEntry file) {
    return to.presign(run, file);
  }

  @Override
  public Outcome<Void> upload(String address, Path file) {
    return to.upload(address, file);
  }

  @Override
  public Outcome<RunStatus> heartbeat(RunHandle run) {
    return to.heartbeat(run);
  }

  @Override
  public Outcome<Void> updateStatus(RunHandle run, RunStatus status, OptionalLong time) {
    return to.updateStatus(run, status, time);
  }

  @Override
  public void close() {
    to.close();
  }
}
