package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Where a run branches off another (the protocol, section 2.5). Immutable. */
final class Fork {
  private static final int MAX_ANCESTORS = 10;

  /** The run that owns the step. */
  final StoredRun parent;

  final long step;

  private Fork(StoredRun parent, long step) {
    this.parent = parent;
    this.step = step;
  }

  /** Returns the fork a create request asks for, or null if it asks for none. */
  static @Nullable Fork resolve(Store store, String project, JsonNode body) {
    JsonNode forkRunId = body.path("forkRunId");
    if (!forkRunId.isNumber() || forkRunId.doubleValue() == 0) {
      return null;
    }
    if (!body.path("forkStep").isNumber()) {
      throw ApiService.error(400, "forkStep is required when forkRunId is provided");
    }
    long step = body.get("forkStep").longValue();
    StoredRun parent = store.run(forkRunId.longValue());
    if (parent == null || !parent.project().equals(project)) {
      throw ApiService.error(400, "Fork parent run not found in this project");
    }
    StoredRun owner = owner(store, parent, step);
    long highest = store.dataOf(owner).highestStep();
    if (highest >= 0 && step > highest) {
      throw ApiService.error(
          400, "forkStep (" + step + ") exceeds the parent run's max step (" + highest + ")");
    }
    return new Fork(owner, step);
  }

  private static StoredRun owner(Store store, StoredRun run, long step) {
    StoredRun owner = run;
    for (int i = 0; i < MAX_ANCESTORS; i++) {
      Long forkStep = owner.forkStep();
      Long parentId = owner.forkedFromRunId();
      StoredRun parent = parentId == null ? null : store.run(parentId);
      if (forkStep == null || parent == null || step > forkStep) {
        break;
      }
      owner = parent;
    }
    return owner;
  }
}
