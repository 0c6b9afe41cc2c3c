package ai.trainy.pluto.observe.console;

/**
 * How much of what is printed is taken: all of it, unless the program prints faster than anybody
 * reads for longer than a moment. The run's page shows 100,000 lines of a run.
 */
final class Allowance {
  /** What a line costs beside its bytes. */
  private static final int LINE = 100;

  /** Some 25,000 lines of 60 characters at once, */
  private static final long MOST = 4 << 20;

  /** and some 1,600 a second from then on. */
  private static final long PER_MILLI = 256;

  private long left = MOST;
  private long last;

  /**
   * Whether a line is taken.
   *
   * @param time when it was printed, ms
   */
  boolean takes(int bytes, long time) {
    // A clock that was set back gives nothing, and takes nothing away.
    left = Math.min(left + Math.max(time - last, 0) * PER_MILLI, MOST);
    last = time;
    if (left <= 0) {
      return false;
    }
    left -= LINE + bytes;
    return true;
  }
}
