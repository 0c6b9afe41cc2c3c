package ai.trainy.pluto;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;

/** Where the Python client and wandb itself disagree: which of the two ways values go. */
final class Routing {
  /** As the Python client has it. */
  static final Routing DEFAULT = new Routing(false, false);

  private final boolean histograms;
  private final boolean dottedMetrics;

  Routing(boolean histograms, boolean dottedMetrics) {
    this.histograms = histograms;
    this.dottedMetrics = dottedMetrics;
  }

  static Routing of(Settings settings) {
    return new Routing(
        settings.is(Setting.NUMBER_LISTS, "histogram"),
        settings.is(Setting.NESTED_MAPS, "metrics"));
  }

  /** Whether lists of numbers are histograms, and not config. */
  boolean makesHistograms() {
    return histograms;
  }

  /** Whether maps in a row are metrics with dots in their names, and not config. */
  boolean opensMaps() {
    return dottedMetrics;
  }
}
