package ai.trainy.pluto;

import ai.trainy.pluto.api.Times;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.time.Instant;
import java.util.function.LongSupplier;

/** The time at which values are logged. Reports once if it cannot be right. */
final class LogClock {
  private final LongSupplier clock;
  private final Messages messages;

  /**
   * @param clock ms since the epoch
   */
  LogClock(LongSupplier clock, Messages messages) {
    this.clock = clock;
    this.messages = messages;
  }

  /**
   * Returns ms since the epoch, even if implausible: such times are corrected when they are sent.
   */
  long now() {
    long now = clock.getAsLong();
    if (!Times.isHeld(now)) {
      messages.say(CoreMessage.CLOCK_WRONG, Instant.ofEpochMilli(now));
    }
    return now;
  }
}
