package ai.trainy.pluto.upload;

import java.time.Duration;

/**
 * How many points a request carries: fewer after one that timed out or was too large, more again
 * while requests are answered quickly. Used by one thread.
 */
final class RequestSize {
  /** A slow way answers this much in time; on a fast one it doubles at once. */
  private static final int FIRST = 1_000;

  private static final Duration QUICK = Duration.ofSeconds(5);

  private int most;
  private int points;
  private boolean reduced;

  /**
   * @param most the points that one request may have
   */
  RequestSize(int most) {
    this.most = Math.max(most, 1);
    this.points = Math.min(this.most, FIRST);
  }

  int points() {
    return points;
  }

  /** Whether a request failed for its size, so that even a single row may have to be divided. */
  boolean isReduced() {
    return reduced;
  }

  void accepted(int size, Duration took) {
    if (took.compareTo(QUICK) < 0 && size >= points / 2) {
      points = (int) Math.min(points * 2L, most);
    }
  }

  void timedOut(int size) {
    reduced = true;
    points = Math.max(Math.min(points, size) / 2, 1);
  }

  /** Such a request is not tried again: the limit is the server's, or of something before it. */
  void tooLarge(int size) {
    reduced = true;
    most = Math.max(Math.min(most, size / 2), 1);
    points = Math.min(points, most);
  }
}
