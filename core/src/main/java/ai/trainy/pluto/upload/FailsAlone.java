package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Notices a request that fails in the same way again and again while others are answered: it is the
 * request, and not the way to the server. Used for one request, by one thread.
 *
 * @param <T> what the request returns
 */
final class FailsAlone<T> implements Retry.Enough<T> {
  /** Before that it is worth a few more attempts. */
  private static final int FAILURES = 4;

  /**
   * So many times in turn it fails and another one is answered, over some five minutes: where one
   * of two servers behind an address is broken, that does not happen by chance.
   */
  private static final int CHECKS = 12;

  private static final int CHECKS_LIKE_OTHERS = 3;

  /** Before something is deferred, which costs a write. */
  private static final int FAILURES_TO_DEFER = 2;

  /** Tells whether another request is answered now. */
  interface Others {
    boolean work() throws InterruptedException;
  }

  private final Others others;
  private final int failuresNeeded;
  private final boolean inTheSameWay;
  private final int checksNeeded;

  private @Nullable String why;
  private int failures;
  private int checks;
  private boolean found;

  private FailsAlone(Others others, int failuresNeeded, int checksNeeded) {
    this(others, failuresNeeded, checksNeeded, true);
  }

  private FailsAlone(Others others, int failuresNeeded, int checksNeeded, boolean inTheSameWay) {
    this.others = others;
    this.inTheSameWay = inTheSameWay;
    this.failuresNeeded = failuresNeeded;
    this.checksNeeded = checksNeeded;
  }

  /**
   * Returns one for a request that is divided or asked for again once it fails alone, so that a
   * mistake costs nothing.
   */
  static <T> FailsAlone<T> toDivide(Others others) {
    return new FailsAlone<>(others, FAILURES, 1);
  }

  /**
   * Returns one for a request that is given up once it fails alone: others must work after each of
   * several failures in a row.
   */
  static <T> FailsAlone<T> toGiveUp(Others others) {
    return new FailsAlone<>(others, FAILURES, CHECKS);
  }

  /** Returns one for a request that goes beside the others once it fails alone, in any way. */
  static <T> FailsAlone<T> toDefer(Others others) {
    return new FailsAlone<>(others, FAILURES_TO_DEFER, 1, false);
  }

  /** As {@link #toDivide}, for a request like others that were found to fail alone. */
  static <T> FailsAlone<T> toDivideLikeOthers(Others others) {
    return new FailsAlone<>(others, 1, 1);
  }

  /** As {@link #toGiveUp}, for a request like others that were found to fail alone. */
  static <T> FailsAlone<T> toGiveUpLikeOthers(Others others) {
    return new FailsAlone<>(others, 1, CHECKS_LIKE_OTHERS);
  }

  @Override
  public boolean isReached(Outcome<T> failure) throws InterruptedException {
    if (inTheSameWay && !failure.why().equals(why)) {
      why = failure.why();
      failures = 0;
      checks = 0;
    }
    // A time-out took a minute already.
    boolean enough = !inTheSameWay && failure.isTimeout();
    if (++failures < failuresNeeded && !enough) {
      return false;
    }
    checks = others.work() ? checks + 1 : 0;
    found = checks == checksNeeded;
    return found;
  }

  /** Whether the request fails alone. */
  boolean isFound() {
    return found;
  }
}
