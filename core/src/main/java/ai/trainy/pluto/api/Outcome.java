package ai.trainy.pluto.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server made of one request. There are only four answers that a caller must tell apart,
 * whatever the status code was.
 *
 * @param <T> what an accepted request returns; {@link Void} where there is nothing to return
 */
public final class Outcome<T> {

  /** The four answers. */
  public enum Kind {
    /** Pluto said yes, in the form that the protocol gives for that call. */
    ACCEPTED,
    /** Nothing is wrong with the request; the server, or the way to it, is not well. */
    TRY_AGAIN,
    /** The server will never take this request as it is. */
    REFUSED,
    /** The key is missing, unknown, expired or revoked. */
    NOT_SIGNED_IN
  }

  /** Failures that ask for a smaller request, whatever is done about others of their kind. */
  private enum Size {
    ANY,
    TOO_LARGE,
    TIMEOUT
  }

  private final Kind kind;
  private final @Nullable T value;
  private final String why;
  private final Duration after;
  private final Size size;

  private Outcome(Kind kind, @Nullable T value, String why, Duration after, Size size) {
    this.kind = kind;
    this.value = value;
    this.why = why;
    this.after = after;
    this.size = size;
  }

  /** The server took a request that has nothing to return. */
  public static Outcome<Void> accepted() {
    return new Outcome<>(Kind.ACCEPTED, null, "", Duration.ZERO, Size.ANY);
  }

  /** The server took the request and answered {@code value}. */
  public static <T> Outcome<T> accepted(T value) {
    return new Outcome<>(Kind.ACCEPTED, value, "", Duration.ZERO, Size.ANY);
  }

  /**
   * A passing failure.
   *
   * @param why for people: what happened
   * @param after how long the server asked to be left alone, {@link Duration#ZERO} if it did not
   */
  public static <T> Outcome<T> tryAgain(String why, Duration after) {
    return new Outcome<>(Kind.TRY_AGAIN, null, why, Objects.requireNonNull(after), Size.ANY);
  }

  /**
   * Returns a passing failure for a request that stopped making progress: {@link Kind#TRY_AGAIN}.
   * The server may have taken all of it, part of it or nothing; a smaller one may get through.
   *
   * @param why for people: what happened
   */
  public static <T> Outcome<T> timeout(String why) {
    return new Outcome<>(Kind.TRY_AGAIN, null, why, Duration.ZERO, Size.TIMEOUT);
  }

  /**
   * Returns the refusal of a request for its size alone (HTTP 413): {@link Kind#REFUSED}. The same
   * content in smaller requests may be accepted.
   *
   * @param why for people: the server's reason
   */
  public static <T> Outcome<T> tooLarge(String why) {
    return new Outcome<>(Kind.REFUSED, null, why, Duration.ZERO, Size.TOO_LARGE);
  }

  /** A refusal for good; {@code why} is the server's reason. */
  public static <T> Outcome<T> refused(String why) {
    return new Outcome<>(Kind.REFUSED, null, why, Duration.ZERO, Size.ANY);
  }

  /** The key was not accepted; {@code why} is the server's reason. */
  public static <T> Outcome<T> notSignedIn(String why) {
    return new Outcome<>(Kind.NOT_SIGNED_IN, null, why, Duration.ZERO, Size.ANY);
  }

  public Kind kind() {
    return kind;
  }

  public boolean isAccepted() {
    return kind == Kind.ACCEPTED;
  }

  /** Returns whether the server refused the request for its size alone: smaller ones may pass. */
  public boolean isTooLarge() {
    return size == Size.TOO_LARGE;
  }

  /**
   * Returns whether the request timed out: it made no progress, and may be too large for the way.
   */
  public boolean isTimeout() {
    return size == Size.TIMEOUT;
  }

  /**
   * Returns what an accepted request returned.
   *
   * @throws IllegalStateException if it was not accepted, or had nothing to return
   */
  public T value() {
    if (value == null) {
      throw new IllegalStateException("no value: " + this);
    }
    return value;
  }

  /** The reason, for people; empty when accepted. */
  public String why() {
    return why;
  }

  /** The pause the server asked for; zero if it asked for none. */
  public Duration after() {
    return after;
  }

  /** The same failure as the outcome of another request. Only for outcomes that are no success. */
  public <R> Outcome<R> failure() {
    if (isAccepted()) {
      throw new IllegalStateException("an accepted outcome is no failure");
    }
    return new Outcome<>(kind, null, why, after, size);
  }

  @Override
  public String toString() {
    return kind + (why.isEmpty() ? "" : ": " + why);
  }
}
