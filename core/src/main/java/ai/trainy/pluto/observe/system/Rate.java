package ai.trainy.pluto.observe.system;

/** How fast a counter grows. Used by one thread. */
final class Rate {
  private double before = Double.NaN;
  private long at;

  /**
   * Takes the counter's newest value.
   *
   * @param count the counter now; after it was set back, all of it is new
   * @param time when it was read, ms
   * @return by how much it grew in a second; NaN at first
   */
  double perSecond(double count, long time) {
    double grown = count >= before ? count - before : count;
    double rate = Double.isNaN(before) || time <= at ? Double.NaN : grown * 1000 / (time - at);
    before = count;
    at = time;
    return rate;
  }
}
