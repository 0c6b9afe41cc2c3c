package ai.trainy.pluto;

import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.observe.system.Sample;
import ai.trainy.pluto.observe.system.SystemMetrics;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What is measured while a run is open, as metrics of that run, at steps of their own: so many
 * periods after the run began, wherever that was, so that a run that goes on does so above its
 * earlier samples. Used by the sampler's thread.
 */
final class RunSamples implements SystemMetrics.Recipient {
  private final Unlogged run;
  private final Health health;
  private final long startedAt;
  private final Supplier<OptionalLong> began;

  /** When the run began, once the server has said that. */
  private OptionalLong begun = OptionalLong.empty();

  /**
   * @param startedAt when this program began to log to it, ms since the epoch
   * @param began when anyone did first, once the server has said that
   */
  RunSamples(Unlogged run, Health health, long startedAt, Supplier<OptionalLong> began) {
    this.run = run;
    this.health = health;
    this.startedAt = startedAt;
    this.began = began;
  }

  /**
   * Has the sampler give its samples to this. Here and not where a run is made: the JVM would load
   * what is switched off, to verify the call.
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
