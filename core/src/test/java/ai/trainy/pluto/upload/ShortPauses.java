package ai.trainy.pluto.upload;

import java.time.Duration;

/** Pauses of 1 ms whatever is asked for, and no pause at all once raised. */
final class ShortPauses extends WakeUp {
  private static final Duration LONGEST = Duration.ofMillis(1);

  @Override
  WakeUp another() {
    return new ShortPauses();
  }

  @Override
  Duration shortened(Duration pause) {
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  @Override
  void sleep(Duration atMost) throws InterruptedException {
    super.sleep(shortened(atMost));
  }
}
