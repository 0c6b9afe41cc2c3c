package ai.trainy.pluto.upload;

import java.time.Duration;
import java.util.Optional;

/** How long the server may be away: before people are told, and before it is given up. */
final class Patience {
  private final Duration warnAfter;
  private final Optional<Duration> limit;

  private Patience(Duration warnAfter, Optional<Duration> limit) {
    this.warnAfter = warnAfter;
    this.limit = limit;
  }

  /**
   * @param warnAfter until a message says that the server is away
   */
  static Patience endless(Duration warnAfter) {
    return new Patience(warnAfter, Optional.empty());
  }

  /**
   * @param warnAfter until a message says that the server is away
   * @param limit until nothing more is tried while the server is away
   */
  static Patience limited(Duration warnAfter, Duration limit) {
    return new Patience(warnAfter, Optional.of(limit));
  }

  /** The same for requests whose failures are nothing to tell people. */
  Patience quiet() {
    return new Patience(Retry.FOREVER, limit);
  }

  Duration warnAfter() {
    return warnAfter;
  }

  /** Empty for ever. */
  Optional<Duration> limit() {
    return limit;
  }
}
