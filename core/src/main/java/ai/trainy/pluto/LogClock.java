package ai.trainy.pluto;

import ai.trainy.pluto.api.Times;
import ai.trainy.pluto.notice.Notices;
import java.time.Instant;
import java.util.function.LongSupplier;

/** The time at which something is logged. Says so, once, if it cannot be right. */
final class LogClock {
  private final LongSupplier clock;
  private final Notices notices;

  /**
   * @param clock ms since the epoch
   */
  LogClock(LongSupplier clock, Notices notices) {
    this.clock = clock;
    this.notices = notices;
  }

  /** Returns ms since the epoch, whatever they are: they are corrected when they are sent. */
  long now() {
    long now = clock.getAsLong();
    if (!Times.isHeld(now)) {
      notices.say(
          "clock",
          "The clock of this machine says "
              + Instant.ofEpochMilli(now)
              + ". Pluto gets the time of the upload instead of that of each log call. Set the"
              + " clock. Further calls are counted, not reported.");
    }
    return now;
  }
}
