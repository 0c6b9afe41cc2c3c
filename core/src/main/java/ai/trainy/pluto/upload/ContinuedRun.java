package ai.trainy.pluto.upload;

import static java.util.stream.Collectors.toList;

import ai.trainy.pluto.api.Branch;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The server, for what a program left of a run. Where a later one went on with it, what that one
 * said of the run's config and tags is newer, and stays. Config that the server does not have yet
 * is added; the server merges, so anything else would replace the newer value (the protocol,
 * sections 2.4 and 6).
 */
final class ContinuedRun extends ForwardingPluto {
  private final PlutoApi server;
  private final BooleanSupplier isContinued;
  private final BooleanSupplier isAtWork;

  /** What was added here, and so may be replaced. */
  private final Map<String, Object> added = new LinkedHashMap<>();

  /** What may have been: of the last request nobody knows, if its answer was lost. */
  private Map<String, Object> asked = Map.of();

  /**
   * @param isContinued whether there is a later program; it may come at any time
   * @param isAtWork whether the later program, or who uploads what it left, is at work on the run
   */
  ContinuedRun(PlutoApi server, BooleanSupplier isContinued, BooleanSupplier isAtWork) {
    super(server);
    this.server = server;
    this.isContinued = isContinued;
    this.isAtWork = isAtWork;
  }

  /** A run that is there is not asked for: that would make one run again that has ended. */
  @Override
  public Outcome<RunHandle> create(RunSpec spec, Optional<Branch> branch) {
    if (!isContinued.getAsBoolean()) {
      return server.create(spec, branch);
    }
    Outcome<OptionalLong> run = server.find(spec.project(), spec.externalId());
    if (!run.isAccepted()) {
      return run.failure();
    }
    if (run.value().isEmpty()) {
      return isAtWork.getAsBoolean()
          ? Outcome.tryAgain("the program that goes on with it creates it", Duration.ZERO)
          : server.create(spec, branch);
    }
    RunHandle existing =
        new RunHandle(run.value().getAsLong(), spec.name(), spec.project(), "", true);
    Outcome<Void> config = updateConfig(existing, spec.config());
    return config.isAccepted() || config.kind() == Outcome.Kind.REFUSED
        ? Outcome.accepted(existing)
        : config.failure();
  }

  @Override
  public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
    if (!isContinued.getAsBoolean()) {
      return server.updateConfig(run, values);
    }
    Outcome<Map<String, Object>> newer = server.config(run.runId());
    if (!newer.isAccepted()) {
      return newer.failure();
    }
    Map<String, Object> missing = missing(values, newer.value(), List.of(added, asked));
    if (missing.isEmpty()) {
      return Outcome.accepted();
    }
    asked = missing;
    Outcome<Void> outcome = server.updateConfig(run, missing);
    if (outcome.isAccepted()) {
      added.putAll(missing);
    }
    return outcome;
  }

  /** What the server does not have, or has from here, object by object. */
  private static Map<String, Object> missing(
      Map<String, Object> older, Map<String, Object> newer, List<Map<String, Object>> fromHere) {
    Map<String, Object> missing = new LinkedHashMap<>();
    older.forEach(
        (key, value) -> {
          Object existing = newer.get(key);
          if (!newer.containsKey(key)
              || fromHere.stream()
                  .anyMatch(some -> existing != null && existing.equals(some.get(key)))) {
            missing.put(key, value);
          } else if (value instanceof Map && existing instanceof Map) {
            Map<String, Object> below =
                missing(
                    object(value),
                    object(existing),
                    fromHere.stream().map(some -> object(some.get(key))).collect(toList()));
            if (!below.isEmpty()) {
              missing.put(key, below);
            }
          }
        });
    return missing;
  }

  @SuppressWarnings("unchecked") // plain maps have text keys
  private static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  @Override
  public Outcome<Void> updateNotes(RunHandle run, String notes) {
    // The later program has its own, or people have written theirs meanwhile.
    return isContinued.getAsBoolean() ? Outcome.accepted() : server.updateNotes(run, notes);
  }

  @Override
  public Outcome<Void> updateTags(RunHandle run, List<String> tags) {
    // The later program's are there.
    return isContinued.getAsBoolean() ? Outcome.accepted() : server.updateTags(run, tags);
  }
}
