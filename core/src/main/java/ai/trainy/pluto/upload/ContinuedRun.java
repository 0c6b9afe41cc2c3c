package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Branch;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunIntent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The server, for what an earlier program left of a run that a later one went on with: what that
 * one said of the run's config and tags is newer, and stays. Config that the server does not have
 * yet is added; the server merges, so anything else would replace the newer value (the protocol,
 * sections 2.4 and 6).
 */
final class ContinuedRun extends ForwardingPluto {
  private final PlutoApi server;

  ContinuedRun(PlutoApi server) {
    super(server);
    this.server = server;
  }

  @Override
  public Outcome<RunHandle> create(RunIntent intent, Optional<Branch> branch) {
    Outcome<OptionalLong> run = server.find(intent.project(), intent.externalId());
    if (!run.isAccepted()) {
      return run.failure();
    }
    if (run.value().isEmpty()) {
      return server.create(intent, branch);
    }
    Outcome<Map<String, Object>> newer = server.config(run.value().getAsLong());
    return newer.isAccepted()
        ? server.create(intent.withConfig(missing(intent.config(), newer.value())), branch)
        : newer.failure();
  }

  @Override
  public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
    Outcome<Map<String, Object>> newer = server.config(run.runId());
    if (!newer.isAccepted()) {
      return newer.failure();
    }
    Map<String, Object> missing = missing(values, newer.value());
    return missing.isEmpty() ? Outcome.accepted(null) : server.updateConfig(run, missing);
  }

  /** What the server does not have, object by object. */
  @SuppressWarnings("unchecked") // plain maps have text keys
  private static Map<String, Object> missing(Map<String, Object> older, Map<String, Object> newer) {
    Map<String, Object> missing = new LinkedHashMap<>();
    older.forEach(
        (key, value) -> {
          if (!newer.containsKey(key)) {
            missing.put(key, value);
          } else if (value instanceof Map && newer.get(key) instanceof Map) {
            Map<String, Object> below =
                missing((Map<String, Object>) value, (Map<String, Object>) newer.get(key));
            if (!below.isEmpty()) {
              missing.put(key, below);
            }
          }
        });
    return missing;
  }

  @Override
  public Outcome<Void> updateNotes(RunHandle run, String notes) {
    // The later program has its own, or people have written theirs meanwhile.
    return Outcome.accepted(null);
  }

  @Override
  public Outcome<Void> updateTags(RunHandle run, List<String> tags) {
    // The later program's are there.
    return Outcome.accepted(null);
  }
}
