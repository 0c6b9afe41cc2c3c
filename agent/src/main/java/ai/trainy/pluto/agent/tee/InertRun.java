package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.api.RunHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client's run whose own code is left out: what it answers about itself, and the Pluto run that
 * takes what is logged to it. For several threads.
 */
final class InertRun {
  private final Map<Input, Object> told;
  private final Map<String, Object> config;
  private final Set<String> tags;
  private final StepCount steps;
  private final Run run;
  private final String host;
  private final long deadline;

  /**
   * @param told what was asked for, or made up as wandb does
   * @param run null if nothing is logged anywhere
   * @param host the page that people look at
   * @param patience how long questions wait for the server's answer, from now on
   */
  InertRun(
      Map<Input, Object> told,
      Map<String, Object> config,
      Collection<String> tags,
      StepCount steps,
      Run run,
      String host,
      Duration patience) {
    this.told = told;
    this.config = config;
    this.tags = new LinkedHashSet<>(tags);
    this.steps = steps;
    this.run = run;
    this.host = host;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /** Where it is logged; empty if that is nowhere. */
  Optional<Run> run() {
    return Optional.ofNullable(run);
  }

  StepCount steps() {
    return steps;
  }

  /** What the run answers about itself; never null. May wait for the server. */
  Object get(RunProperty property) {
    switch (property) {
      case TAGS:
        return tags();
      case CONFIG:
        return config;
      case STEP:
        return steps.peek();
      case URL:
        return address();
      case HOST:
        return host;
      default:
        return told.getOrDefault(Input.valueOf(property.name()), "");
    }
  }

  /** The run's page, or, if the server does not answer, the place where the run is kept. */
  String address() {
    if (run == null) {
      return host;
    }
    return page().orElseGet(() -> run.directory().toUri().toString());
  }

  /** The run's page, if the server has answered by now or does soon. */
  Optional<String> page() {
    return answer(Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0))).map(RunHandle::url);
  }

  /** The server's answer. */
  Optional<RunHandle> answer(Duration atMost) {
    return run == null ? Optional.empty() : run.answer(atMost);
  }

  private synchronized List<String> tags() {
    return new ArrayList<>(tags);
  }

  synchronized void setTags(Collection<String> assigned) {
    tags.clear();
    tags.addAll(assigned);
  }

  synchronized void addTags(Collection<String> added) {
    tags.addAll(added);
  }
}
