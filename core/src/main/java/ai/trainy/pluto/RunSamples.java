package ai.trainy.pluto;

import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.observe.system.Sample;
import ai.trainy.pluto.observe.system.SystemMetrics;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * System metrics of a run, at steps of their own: the number of periods since the run began, in
 * whichever process that was, so that a resumed run continues above its earlier samples. Used by
 * the sampler thread.
 */
final class RunSamples implements SystemMetrics.Recipient {
  private final Unlogged run;
  private final Health health;
  private final long startedAt;
  private final Supplier<OptionalLong> began;

  /** When the run began, as soon as the server has answered that. */
  private OptionalLong begun = OptionalLong.empty();

  /**
   * @param startedAt when this program began to log to the run, ms since the epoch
   * @param began when the run first began, once the server has answered that
   */
  RunSamples(Unlogged run, Health health, long startedAt, Supplier<OptionalLong> began) {
    this.run = run;
    this.health = health;
    this.startedAt = startedAt;
    this.began = began;
  }

  /**
   * Starts to receive the sampler's samples. The call is here rather than in {@link Run}: to verify
   * it there, the JVM would load the classes of a feature that may be off.
   */
  void listenTo(SystemMetrics sampler) {
    sampler.add(this);
  }

  @Override
  public boolean isOver() {
    return run.isOver();
  }

  @Override
  public void take(Sample sample) throws IOException {
    if (begun.isEmpty()) {
      begun = began.get();
    }
    long since = sample.time() - begun.orElse(startedAt);
    long step = 1 + Math.max(0, since) / SystemMetrics.PERIOD.toMillis();
    Map<String, Double> ownHealth = health.at(sample.time());
    MetricsRecord metrics =
        new MetricsRecord(sample.time(), step, sample.values().size() + ownHealth.size());
    sample.values().forEach(metrics::add);
    ownHealth.forEach(metrics::add);
    run.store(metrics);
  }
}
