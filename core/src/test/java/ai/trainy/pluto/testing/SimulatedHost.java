package ai.trainy.pluto.testing;

import ai.trainy.pluto.api.Outcome;
import java.time.Duration;
import java.util.Random;

/** A host as a simulated machine sees it, and the way to it: anything may happen to a request. */
final class SimulatedHost {
  private final Random random;
  private double faults;
  private long downUntil;
  private int restarts;

  private enum Fault {
    REFUSED,
    LOST_REQUEST,
    LOST_ANSWER,
    DUPLICATE,
    DELAYED,
    PORTAL,
    KEY_REJECTED,
    HALF_CLOSED,
    SLOW
  }

  /** What a request does once it is there. */
  interface Request<T> {
    Outcome<T> arrive();

    /** It has arrived, and nobody will know. */
    default void answerIsLost() {}

    /** Whether it may arrive again, and later than what follows it. */
    default boolean isRepeatable() {
      return false;
    }

    /** What a key that is rejected looks like. */
    default Outcome<T> keyRejected() {
      return Outcome.notSignedIn("401");
    }
  }

  SimulatedHost(Random random) {
    this.random = random;
  }

  /** From now on it is up, and so many of all requests go wrong. */
  void faults(double share) {
    faults = share;
    downUntil = 0;
  }

  /** Goes down: what is under way is cut, and nothing arrives before that time. */
  void goDown(long until) {
    downUntil = until;
    restarts++;
  }

  <T> Outcome<T> ask(SimulatedMachine here, Request<T> request) {
    int before = restarts;
    here.sleep(Duration.ofMillis(random.nextInt(20)));
    if (isCut(here, before)) {
      return refused();
    }
    if (random.nextDouble() >= faults) {
      return arrive(here, request, before);
    }
    switch (Fault.values()[random.nextInt(Fault.values().length)]) {
      case LOST_REQUEST:
        return timeout(here);
      case LOST_ANSWER:
        arriveInVain(here, request, before);
        return timeout(here);
      case DUPLICATE:
        later(here, request);
        return arrive(here, request, before);
      case DELAYED:
        later(here, request);
        return timeout(here);
      case PORTAL:
        return Outcome.tryAgain("an answer that is not Pluto's", Duration.ZERO);
      case KEY_REJECTED:
        return request.keyRejected();
      case HALF_CLOSED:
        arriveInVain(here, request, before);
        return Outcome.tryAgain("closed by the other side", Duration.ZERO);
      case SLOW:
        here.sleep(Duration.ofMillis(random.nextInt(30_000)));
        return arrive(here, request, before);
      default:
        return refused();
    }
  }

  private static <T> Outcome<T> refused() {
    return Outcome.tryAgain("connection refused", Duration.ZERO);
  }

  private static <T> Outcome<T> timeout(SimulatedMachine here) {
    here.sleep(Duration.ofSeconds(10));
    return Outcome.timeout("timeout");
  }

  private boolean isCut(SimulatedMachine here, int before) {
    return restarts > before || here.nanoTime() < downUntil;
  }

  private <T> Outcome<T> arrive(SimulatedMachine here, Request<T> request, int before) {
    if (isCut(here, before)) {
      return refused();
    }
    Outcome<T> outcome = request.arrive();
    here.yieldNow();
    if (isCut(here, before)) {
      request.answerIsLost();
      return Outcome.tryAgain("connection reset", Duration.ZERO);
    }
    return outcome;
  }

  private <T> void arriveInVain(SimulatedMachine here, Request<T> request, int before) {
    if (arrive(here, request, before).kind() != Outcome.Kind.TRY_AGAIN) {
      request.answerIsLost();
    }
  }

  private <T> void later(SimulatedMachine here, Request<T> request) {
    if (request.isRepeatable()) {
      Duration delay = Duration.ofMillis(random.nextInt(60_000));
      here.start(
          "on its way",
          () -> {
            here.sleep(delay);
            arrive(here, request, restarts);
          },
          e -> here.fail("the server failed: " + e));
    }
  }
}
