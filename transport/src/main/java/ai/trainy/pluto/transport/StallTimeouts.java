package ai.trainy.pluto.transport;

import java.time.Duration;

/** How long a request may stand still before it is given up. Immutable. */
final class StallTimeouts {
  private final Duration sending;
  private final Duration answering;

  /**
   * @param sending how long the next piece of the request may take
   * @param answering how long the answer, or its next piece, may take once the request is written
   */
  StallTimeouts(Duration sending, Duration answering) {
    this.sending = sending;
    this.answering = answering;
  }

  int sendingMillis() {
    return Math.toIntExact(sending.toMillis());
  }

  int answeringMillis() {
    return Math.toIntExact(answering.toMillis());
  }
}
