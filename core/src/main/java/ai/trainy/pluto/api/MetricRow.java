package ai.trainy.pluto.api;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of one {@code log} call: one line of {@code /ingest/metrics} (the protocol, section
 * 8.3). The arrays are handed over, not copied: neither side changes them afterwards.
 */
public final class MetricRow {
  private final long time;
  private final long step;
  private final String[] names;
  private final double[] values;

  /**
   * @param time ms since the epoch, not negative
   * @param step 0 to 2^53-1
   * @param names not blank, at most 2,684 bytes in UTF-8, at least one
   * @param values as many as names; NaN and infinities are values like others
   */
  public MetricRow(long time, long step, String[] names, double[] values) {
    if (names.length == 0 || names.length != values.length) {
      throw new IllegalArgumentException(names.length + " names, " + values.length + " values");
    }
    this.time = time;
    this.step = step;
    this.names = names;
    this.values = values;
  }

  public long time() {
    return time;
  }

  public long step() {
    return step;
  }

  /** How many values the row has; at least one. */
  public int size() {
    return names.length;
  }

  public String name(int index) {
    return names[index];
  }

  /** Whether it surely has the names of {@code other}, which may be null; a cheap look. */
  public boolean sharesNames(@Nullable MetricRow other) {
    return other != null && names == other.names;
  }

  public double value(int index) {
    return values[index];
  }
}
