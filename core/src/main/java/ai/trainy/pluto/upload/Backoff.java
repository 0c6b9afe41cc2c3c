package ai.trainy.pluto.upload;

import java.time.Duration;
import java.util.Random;

/**
 * Growing pauses between attempts, each drawn at random from the upper half of its range, so that
 * many clients do not come back at once. Used by one thread.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A server, or a proxy before it, may ask for an hour; the data would be an hour late. */
  private static final long LONGEST_ASKED_MILLIS = 300_000;

  private final Random random;
  private final long longest;
  private long range;

  Backoff(Random random) {
    this(random, FIRST, LONGEST);
  }

  /**
   * @param first the longest that the first pause may be
   * @param longest the longest that any of them may be, unless the server asks for more
   */
  Backoff(Random random, Duration first, Duration longest) {
    this.random = random;
    this.range = first.toMillis();
    this.longest = longest.toMillis();
  }

  /** The pause before the next attempt, no shorter than what the server asked for. */
  Duration next(Duration asked) {
    long millis = range / 2 + (long) (random.nextDouble() * range / 2);
    range = Math.min(range * 2, longest);
    return Duration.ofMillis(Math.max(millis, Math.min(asked.toMillis(), LONGEST_ASKED_MILLIS)));
  }
}
