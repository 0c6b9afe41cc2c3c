package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Branch;
import ai.trainy.pluto.api.Fork;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks the server for a run. A fork whose parent cannot be found, or is not taken, begins anew: a
 * message says so, and nothing else is lost.
 */
final class RunCreation {
  /**
   * The parent's last points may be on their way still, or in the server's queue for some seconds
   * (the protocol, section 8.4): so often a fork that is ahead of them is asked for again.
   */
  private static final int ATTEMPTS_AHEAD_OF_PARENT = 15;

  private static final Duration PAUSE_AHEAD_OF_PARENT = Duration.ofSeconds(1);

  private static final String AHEAD_OF_PARENT = "max step";

  private final PlutoApi api;
  private final RunSpec spec;
  private final RunIds known;
  private final Retry retry;
  private final Messages messages;

  RunCreation(PlutoApi api, RunSpec spec, RunIds known, Retry retry, Messages messages) {
    this.api = api;
    this.spec = spec;
    this.known = known;
    this.retry = retry;
    this.messages = messages;
  }

  /** The run, or the final answer that is none. */
  Outcome<RunHandle> create() throws InterruptedException {
    if (spec.fork().isEmpty()) {
      return createAnew();
    }
    Fork fork = spec.fork().get();
    Outcome<OptionalLong> parent = retry.until(() -> parent(fork));
    if (parent.kind() == Outcome.Kind.REFUSED) {
      return createInstead(fork, parent.why());
    }
    if (!parent.isAccepted()) {
      return parent.failure();
    }
    if (parent.value().isEmpty()) {
      return createInstead(fork, "project '" + spec.project() + "' has no such run");
    }
    return createFrom(fork, parent.value().getAsLong());
  }

  private Outcome<RunHandle> createAnew() throws InterruptedException {
    return retry.until(() -> api.create(spec, Optional.empty()));
  }

  private Outcome<RunHandle> createInstead(Fork fork, String why) throws InterruptedException {
    messages.sayAbout(spec.externalId(), CoreMessage.FORK_REFUSED, fork, why);
    return createAnew();
  }

  private Outcome<OptionalLong> parent(Fork fork) {
    String project = spec.project();
    OptionalLong here = known.find(project, fork.parentExternalId());
    if (here.isPresent()) {
      return Outcome.accepted(here);
    }
    // A run that names itself would wait for itself.
    return known.isAwaited(project, fork.parentExternalId())
            && !fork.parentExternalId().equals(spec.externalId())
        ? Outcome.tryAgain("the run to go on from is not there yet", Duration.ZERO)
        : api.find(project, fork.parentExternalId());
  }

  private Outcome<RunHandle> createFrom(Fork fork, long parent) throws InterruptedException {
    Outcome<Map<String, Object>> config = retry.until(() -> api.config(parent));
    if (!config.isAccepted() && config.kind() != Outcome.Kind.REFUSED) {
      return config.failure();
    }
    RunSpec whole =
        config.isAccepted()
            ? spec.toBuilder().config(merged(config.value(), spec.config())).build()
            : spec;
    Branch branch = new Branch(parent, fork.step(), !config.isAccepted());
    Outcome<RunHandle> run = retry.until(() -> api.create(whole, Optional.of(branch)));
    for (int attempt = 1; isAhead(run) && attempt < ATTEMPTS_AHEAD_OF_PARENT; attempt++) {
      if (!retry.pause(PAUSE_AHEAD_OF_PARENT)) {
        // The run has ended: its data has a few seconds, and the parent none of them.
        break;
      }
      run = retry.until(() -> api.create(whole, Optional.of(branch)));
    }
    return run.kind() == Outcome.Kind.REFUSED ? createInstead(fork, run.why()) : run;
  }

  /** An answer like any other refusal, but one that may be another in a moment. */
  private static boolean isAhead(Outcome<?> answer) {
    return answer.kind() == Outcome.Kind.REFUSED && answer.why().contains(AHEAD_OF_PARENT);
  }

  /** The parent's config with the run's own on top of it, object by object. */
  @SuppressWarnings("unchecked") // plain maps have text keys
  private static Map<String, Object> merged(Map<String, Object> parent, Map<String, Object> own) {
    Map<String, Object> merged = new LinkedHashMap<>(parent);
    own.forEach(
        (key, value) -> {
          Object below = parent.get(key);
          merged.put(
              key,
              below instanceof Map && value instanceof Map
                  ? merged((Map<String, Object>) below, (Map<String, Object>) value)
                  : value);
        });
    return merged;
  }
}
