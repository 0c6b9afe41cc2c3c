package ai.trainy.pluto.api;

/**
 * Times that may go to the server: of the years 2000 to 2100. One of another century stops its
 * monitor of silent runs, for every run there is (the protocol, section 20a).
 */
public final class Times {
  /** 2000-01-01T00:00:00Z. */
  private static final long FIRST = 946_684_800_000L;

  /** 2100-01-01T00:00:00Z. */
  private static final long END = 4_102_444_800_000L;

  private Times() {}

  /**
   * Returns whether a time may go to the server.
   *
   * @param time ms since the epoch
   */
  public static boolean isHeld(long time) {
    return time >= FIRST && time < END;
  }

  /**
   * Returns the time itself if it may go to the server, and otherwise now: what was logged before a
   * clock was set is most probably uploaded after that.
   *
   * @param time ms since the epoch
   */
  public static long held(long time) {
    return held(time, System.currentTimeMillis());
  }

  /** The same at a given moment, which is moved into the years that the server takes. */
  public static long held(long time, long now) {
    return isHeld(time) ? time : Math.max(FIRST, Math.min(now, END - 1));
  }
}
