package ai.trainy.pluto.journal;

/** How and when a run ended. */
public final class RunEnd {
  private final int exitCode;
  private final long time;

  /**
   * @param exitCode as the program gave it, or as the JVM ended
   * @param time ms since the epoch
   */
  public RunEnd(int exitCode, long time) {
    this.exitCode = exitCode;
    this.time = time;
  }

  public int exitCode() {
    return exitCode;
  }

  /** ms since the epoch. */
  public long time() {
    return time;
  }
}
