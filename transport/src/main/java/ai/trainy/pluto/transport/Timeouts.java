package ai.trainy.pluto.transport;

import java.time.Duration;

/**
 * How long a service may keep a request waiting: for the connection, and then for the next byte to
 * move. Immutable.
 */
final class Timeouts {
  /** Those that the protocol names (section 15). */
  static final Timeouts OF_THE_PROTOCOL =
      new Timeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(32),
          // Back-pressure is a stall and not a 429 (section 8.4): be patient.
          Duration.ofSeconds(60));

  private final Duration connect;
  private final Duration quick;
  private final Duration control;
  private final Duration ingest;

  private Timeouts(Duration connect, Duration quick, Duration control, Duration ingest) {
    this.connect = connect;
    this.quick = quick;
    this.control = control;
    this.ingest = ingest;
  }

  /** The same for everything. */
  static Timeouts of(Duration each) {
    return new Timeouts(each, each, each, each);
  }

  Duration connect() {
    return connect;
  }

  /** Of requests that a service answers without any work. */
  Duration quick() {
    return quick;
  }

  Duration control() {
    return control;
  }

  Duration ingest() {
    return ingest;
  }
}
