package ai.trainy.pluto.observe.system;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was measured at one moment. Filled by one thread, and then only read. */
public final class Sample {
  /** What the name of every value begins with. */
  static final String PREFIX = "sys/";

  private final long time;
  private final Map<String, Double> values = new LinkedHashMap<>();

  /**
   * @param time ms since the epoch
   */
  Sample(long time) {
    this.time = time;
  }

  /**
   * Adds a value, unless it is none: what cannot be known is negative or not a number in Java.
   *
   * @param name whole, made once and not for each sample
   */
  void put(String name, double value) {
    if (value >= 0 && !Double.isInfinite(value)) {
      values.put(name, value);
    }
  }

  /** Adds a count, unless it is not known: then it is negative in Java. */
  void put(String name, long count) {
    put(name, (double) count);
  }

  /** A device's name as part of a metric's: as the reference client writes it. */
  static String nameOf(String device) {
    return device.trim().toLowerCase(Locale.ROOT).replaceAll("[\\s/-]+", "_");
  }

  /** When it was taken, ms since the epoch. */
  public long time() {
    return time;
  }

  /** Names of metrics and their values, each in the unit of the protocol, section 13.1. */
  public Map<String, Double> values() {
    return Collections.unmodifiableMap(values);
  }
}
