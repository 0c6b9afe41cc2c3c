package ai.trainy.pluto.upload;

import java.time.Duration;
import java.util.Optional;

/** How long the server may be away: before people are told, and before it is given up. */
final class Patience {
  private final Duration silence;
  private final Optional<Duration> limit;

  private Patience(Duration silence, Optional<Duration> limit) {
    this.silence = silence;
    this.limit = limit;
  }

  /**
   * @param silence until a message says that the server is away
   */
  static Patience endless(Duration silence) {
    return new Patience(silence, Optional.empty());
  }

  /**
   * @param silence until a message says that the server is away
   * @param limit until nothing more is tried while the server is away
   */
  static Patience limited(Duration silence, Duration limit) {
    return new Patience(silence, Optional.of(limit));
  }

  /** The same for requests whose failures are nothing to tell people. */
  Patience quiet() {
    return new Patience(Retry.FOREVER, limit);
  }

  Duration silence() {
    return silence;
  }

  /** Empty for ever. */
  Optional<Duration> limit() {
    return limit;
  }
}
