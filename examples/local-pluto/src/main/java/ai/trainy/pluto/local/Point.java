package ai.trainy.pluto.local;

/** One value of a metric. Immutable. */
public final class Point {
  private final long step;
  private final long time;
  private final double value;

  Point(long step, long time, double value) {
    this.step = step;
    this.time = time;
    this.value = value;
  }

  /** Returns the step, an unsigned 64-bit number. */
  public long step() {
    return step;
  }

  /** Returns the time as sent, in milliseconds since the Unix epoch, unsigned. */
  public long time() {
    return time;
  }

  /** Returns the value, which may be NaN or infinite. */
  public double value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Point)) {
      return false;
    }
    Point that = (Point) other;
    return step == that.step && time == that.time && Double.compare(value, that.value) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(step) + Long.hashCode(time)) + Double.hashCode(value);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(step)
        + ": "
        + value
        + " at "
        + Long.toUnsignedString(time)
        + " ms";
  }
}
