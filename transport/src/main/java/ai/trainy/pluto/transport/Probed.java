package ai.trainy.pluto.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a {@link Probe} has found out about a service. Immutable. */
public final class Probed {
  private final String address;
  private final String way;
  private final boolean foreign;
  private final Optional<String> why;
  private final Optional<Duration> connectLatency;
  private final Optional<Duration> latency;
  private final Optional<Instant> serverTime;
  private final Optional<Duration> clockDifference;

  private Probed(
      String address,
      String way,
      boolean foreign,
      Optional<String> why,
      Optional<Duration> connectLatency,
      Optional<Duration> latency,
      Optional<Instant> serverTime,
      Optional<Duration> clockDifference) {
    this.address = address;
    this.way = way;
    this.foreign = foreign;
    this.why = why;
    this.connectLatency = connectLatency;
    this.latency = latency;
    this.serverTime = serverTime;
    this.clockDifference = clockDifference;
  }

  static Probed reached(
      String address,
      String way,
      Duration connectLatency,
      Duration latency,
      Optional<Instant> serverTime,
      Optional<Duration> clockDifference) {
    return new Probed(
        address,
        way,
        false,
        Optional.empty(),
        Optional.of(connectLatency),
        Optional.of(latency),
        serverTime,
        clockDifference);
  }

  static Probed notReached(String address, String way, String why) {
    return failed(address, way, false, why);
  }

  static Probed notPluto(String address, String way, String why) {
    return failed(address, way, true, why);
  }

  private static Probed failed(String address, String way, boolean foreign, String why) {
    return new Probed(
        address,
        way,
        foreign,
        Optional.of(why),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
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

  /** The way there, as {@link Network#way} tells it. */
  public String way() {
    return way;
  }

  /** Why it was not reached, as a part of a sentence. */
  public Optional<String> why() {
    return why;
  }

  /** How long the first answer took, with the making of the connection. */
  public Optional<Duration> connectLatency() {
    return connectLatency;
  }

  /** How long an answer takes on a connection that is there. */
  public Optional<Duration> latency() {
    return latency;
  }

  /** What the server's clock showed, to the second. */
  public Optional<Instant> serverTime() {
    return serverTime;
  }

  /**
   * How far the server's clock is ahead of ours; below zero if it is behind. The time on the way is
   * accounted for; what is left is right to a second or so.
   */
  public Optional<Duration> clockDifference() {
    return clockDifference;
  }
}
