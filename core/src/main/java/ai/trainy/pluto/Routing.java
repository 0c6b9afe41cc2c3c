package ai.trainy.pluto;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.Set;

/** Where values go that can go two ways, and which keys of a row are no values. */
final class Routing {
  /** As the Python client has it. */
  static final Routing DEFAULT = new Routing(false, false, Set.of());

  private final boolean histograms;
  private final boolean dottedMetrics;
  private final Set<String> ownKeys;

  /**
   * @param ownKeys keys that the client adds to a row for itself
   */
  Routing(boolean histograms, boolean dottedMetrics, Set<String> ownKeys) {
    this.ownKeys = ownKeys;
    this.histograms = histograms;
    this.dottedMetrics = dottedMetrics;
  }

  static Routing of(Settings settings) {
    return new Routing(
        settings.is(Setting.NUMBER_LISTS, "histogram"),
        settings.is(Setting.NESTED_MAPS, "metrics"),
        settings.client().ownKeys());
  }

  /** Whether lists of numbers are histograms, and not config. */
  boolean makesHistograms() {
    return histograms;
  }

  /** Whether maps in a row are metrics with dots in their names, and not config. */
  boolean opensMaps() {
    return dottedMetrics;
  }

  /** Whether a key of a row is the client's own bookkeeping, and no value. */
  boolean isOfTheClient(String key) {
    return key != null && !key.isEmpty() && key.charAt(0) == '_' && ownKeys.contains(key);
  }
}
