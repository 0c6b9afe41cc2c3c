package ai.trainy.pluto;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides where values go that could go to two places, and which keys of a row are not values. */
final class Routing {
  /** The defaults, as in the Python client. */
  static final Routing DEFAULT = new Routing(false, false, Set.of());

  private final boolean histograms;
  private final boolean dottedMetrics;
  private final Set<String> ownKeys;

  /**
   * @param ownKeys keys that the client adds to a row for its own use
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

  /** Returns whether lists of numbers become histograms rather than config. */
  boolean makesHistograms() {
    return histograms;
  }

  /** Returns whether nested maps become metrics with dots in their names rather than config. */
  boolean opensMaps() {
    return dottedMetrics;
  }

  /** Returns whether a key of a row is the client's own bookkeeping and not a value. */
  boolean isOfTheClient(@Nullable String key) {
    return key != null && !key.isEmpty() && key.charAt(0) == '_' && ownKeys.contains(key);
  }
}
