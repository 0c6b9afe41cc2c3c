package ai.trainy.pluto.local;

/** How much came in on one path. Immutable. */
public final class Traffic {
  static final Traffic NONE = new Traffic(0, 0);

  private final long requests;
  private final long bytes;

  Traffic(long requests, long bytes) {
    this.requests = requests;
    this.bytes = bytes;
  }

  Traffic plus(Traffic other) {
    return new Traffic(requests + other.requests, bytes + other.bytes);
  }

  /** Returns the number of requests, those met by a fault included. */
  public long requests() {
    return requests;
  }

  /** Returns the number of body bytes received, without headers and chunk framing. */
  public long bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return requests + " requests, " + bytes + " bytes";
  }
}
