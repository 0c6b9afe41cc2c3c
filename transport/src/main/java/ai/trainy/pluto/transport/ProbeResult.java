package ai.trainy.pluto.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a {@link Probe} has found out about a service. Immutable. */
public final class ProbeResult {
  private final String address;
  private final String route;
  private final boolean foreign;
  private final Optional<String> why;
  private final Optional<Timing> timing;

  /** How fast a service answers, and what time it has. */
  static final class Timing {
    private final Duration connect;
    private final Duration answer;
    private final Optional<Instant> serverTime;
    private final Optional<Duration> clockDifference;

    /**
     * @param connect how long the first answer took, with the making of the connection
     * @param answer how long the next one took
     */
    Timing(
        Duration connect,
        Duration answer,
        Optional<Instant> serverTime,
        Optional<Duration> clockDifference) {
      this.connect = connect;
      this.answer = answer;
      this.serverTime = serverTime;
      this.clockDifference = clockDifference;
    }
  }

  private ProbeResult(
      String address,
      String route,
      boolean foreign,
      Optional<String> why,
      Optional<Timing> timing) {
    this.address = address;
    this.route = route;
    this.foreign = foreign;
    this.why = why;
    this.timing = timing;
  }

  static ProbeResult reached(String address, String route, Timing timing) {
    return new ProbeResult(address, route, false, Optional.empty(), Optional.of(timing));
  }

  static ProbeResult notReached(String address, String route, String why) {
    return failed(address, route, false, why);
  }

  static ProbeResult notPluto(String address, String route, String why) {
    return failed(address, route, true, why);
  }

  private static ProbeResult failed(String address, String route, boolean foreign, String why) {
    return new ProbeResult(address, route, foreign, Optional.of(why), Optional.empty());
  }

  /** Whether the service itself has answered. */
  public boolean isReached() {
    return why.isEmpty();
  }

  /** Whether something else answered in its place. */
  public boolean isForeign() {
    return foreign;
  }

  /** Where it was looked for: scheme, host and port. */
  public String address() {
    return address;
  }

  /** The way there, as {@link Network#route} tells it. */
  public String route() {
    return route;
  }

  /** Why it was not reached, as a part of a sentence. */
  public Optional<String> why() {
    return why;
  }

  /** How long the first answer took, with the making of the connection. */
  public Optional<Duration> connectLatency() {
    return timing.map(times -> times.connect);
  }

  /** How long an answer takes on a connection that is there. */
  public Optional<Duration> latency() {
    return timing.map(times -> times.answer);
  }

  /** What the server's clock showed, to the second. */
  public Optional<Instant> serverTime() {
    return timing.flatMap(times -> times.serverTime);
  }

  /**
   * How far the server's clock is ahead of ours; below zero if it is behind. The time on the way is
   * accounted for; what is left is right to a second or so.
   */
  public Optional<Duration> clockDifference() {
    return timing.flatMap(times -> times.clockDifference);
  }
}
