package ai.trainy.pluto.upload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Pauses that take no time, and a clock that they move on. */
class SkippedTime extends WakeUp {
  private final List<Duration> pauses = new ArrayList<>();
  private long nanos;

  @Override
  synchronized void sleep(Duration atMost) {
    pauses.add(atMost);
    nanos += atMost.toNanos();
  }

  synchronized long nanos() {
    return nanos;
  }

  synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
