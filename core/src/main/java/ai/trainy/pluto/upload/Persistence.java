package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.notice.Notices;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tries until the server says yes or a final no: at growing pauses, for as long as it takes. A long
 * silence is said once. Used by the uploader's thread.
 */
final class Persistence {
  /** A 401 can be a passing fault of the key lookup (the protocol, section 15): ask again. */
  private static final int SIGN_IN_ATTEMPTS = 3;

  private final Signal hurry;
  private final Duration patience;
  private final Optional<Duration> limit;
  private final Notices notices;
  private final String kept;
  private final LongSupplier clock;
  private final Random random = new Random();

  private long failingSince;
  private boolean failing;

  /**
   * @param hurry wakes a pause when the run ends
   * @param patience how long the server may be away before that is said
   * @param limit how long to try at all while the server is away; empty for ever
   * @param kept for that message: what happens to the data
   * @param clock ns that pass, from any start
   */
  Persistence(
      Signal hurry,
      Duration patience,
      Optional<Duration> limit,
      Notices notices,
      String kept,
      LongSupplier clock) {
    this.hurry = hurry;
    this.patience = patience;
    this.limit = limit;
    this.notices = notices;
    this.kept = kept;
    this.clock = clock;
  }

  /**
   * The first outcome of {@code attempt} that is final: accepted, refused or not signed in; or the
   * last one before the limit.
   */
  <T> Outcome<T> until(Supplier<Outcome<T>> attempt) throws InterruptedException {
    Backoff backoff = new Backoff(random);
    int notSignedIn = 0;
    while (true) {
      Outcome<T> outcome = attempt.get();
      switch (outcome.kind()) {
        case ACCEPTED:
        case REFUSED:
          if (failing) {
            failing = false;
            notices.log("Pluto answers again");
          }
          return outcome;
        case NOT_SIGNED_IN:
          if (++notSignedIn == SIGN_IN_ATTEMPTS) {
            return outcome;
          }
          break;
        default:
          notSignedIn = 0;
      }
      remember(outcome);
      Duration pause = backoff.next(outcome.after());
      if (limit.isPresent()) {
        Duration left = limit.get().minusNanos(clock.getAsLong() - failingSince);
        if (left.isNegative() || left.isZero()) {
          return outcome;
        }
        // No pause goes beyond the limit, however long one the server asks for.
        pause = pause.compareTo(left) > 0 ? left : pause;
      }
      hurry.sleep(pause);
    }
  }

  /**
   * Pauses between two requests that were both answered.
   *
   * @return false, and no pause, once the run has ended
   */
  boolean pause(Duration pause) throws InterruptedException {
    if (!hurry.isUp()) {
      hurry.sleep(pause);
    }
    return !hurry.isUp();
  }

  private void remember(Outcome<?> outcome) {
    long now = clock.getAsLong();
    if (!failing) {
      failing = true;
      failingSince = now;
      notices.log("Pluto did not take a request: " + outcome);
    } else if (now - failingSince > patience.toNanos()) {
      notices.say("away", "Pluto does not answer (" + outcome.why() + "). " + kept);
    }
  }
}
