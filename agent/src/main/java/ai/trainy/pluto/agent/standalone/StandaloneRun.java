package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.api.RunHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's run whose own code is left out: what it answers about itself, and the Pluto run that
 * takes what is logged to it. For several threads.
 */
final class StandaloneRun {
  private final RunFacts facts;
  private final StepCount steps;
  private final @Nullable Run run;
  private final String host;
  private final long deadline;
  private volatile boolean over;

  /**
   * @param run null if nothing is logged anywhere
   * @param host the page that people look at
   * @param patience how long questions wait for the server's answer, from now on
   */
  StandaloneRun(
      RunFacts facts, StepCount steps, @Nullable Run run, String host, Duration patience) {
    this.facts = facts;
    this.steps = steps;
    this.run = run;
    this.host = host;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /** Where it is logged; empty if that is nowhere. */
  Optional<Run> run() {
    return Optional.ofNullable(run);
  }

  /** Whether the program has ended it. */
  boolean isOver() {
    return over;
  }

  void setOver() {
    over = true;
  }

  StepCount steps() {
    return steps;
  }

  /** What the run answers about itself; never null. May wait for the server. */
  Object get(RunProperty property) {
    switch (property) {
      case TAGS:
        return facts.tags();
      case CONFIG:
        return facts.config();
      case START_TIME:
        return facts.start();
      case STEP:
        return steps.peek();
      case URL:
        return address();
      case HOST:
        return host;
      default:
        return facts.text(Input.valueOf(property.name()));
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

  /** Returns what the client would have got back when it opened the run, if it is of that type. */
  Optional<Object> record(Class<?> type) {
    return facts.record().flatMap(record -> record.as(type, this::get));
  }

  void setTags(Collection<String> assigned) {
    facts.setTags(assigned);
  }

  void addTags(Collection<String> added) {
    facts.addTags(added);
  }
}
