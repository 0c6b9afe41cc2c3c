package ai.trainy.pluto.api;

import java.time.Duration;
import java.util.Objects;

/**
 * What a server made of one request. There are only four answers that a caller must tell apart,
 * whatever the status code was.
 *
 * @param <T> what an accepted request returns; {@link Void} where there is nothing to return
 */
public final class Outcome<T> {

  /** The four answers. */
  public enum Kind {
    /** The server said yes (2xx). */
    ACCEPTED,
    /** Nothing is wrong with the request; the server, or the way to it, is not well. */
    TRY_AGAIN,
    /** The server will never take this request as it is. */
    REFUSED,
    /** The key is missing, unknown, expired or revoked. */
    NOT_SIGNED_IN
  }

  private final Kind kind;
  private final T value;
  private final String why;
  private final Duration after;

  private Outcome(Kind kind, T value, String why, Duration after) {
    this.kind = kind;
    this.value = value;
    this.why = why;
    this.after = after;
  }

  /** The server took the request and answered {@code value}, which may be null. */
  public static <T> Outcome<T> accepted(T value) {
    return new Outcome<>(Kind.ACCEPTED, value, "", Duration.ZERO);
  }

  /**
   * A passing failure.
   *
   * @param why for people: what happened
   * @param after how long the server asked to be left alone, {@link Duration#ZERO} if it did not
   */
  public static <T> Outcome<T> tryAgain(String why, Duration after) {
    return new Outcome<>(Kind.TRY_AGAIN, null, why, Objects.requireNonNull(after));
  }

  /** A refusal for good; {@code why} is the server's reason. */
  public static <T> Outcome<T> refused(String why) {
    return new Outcome<>(Kind.REFUSED, null, why, Duration.ZERO);
  }

  /** The key was not accepted; {@code why} is the server's reason. */
  public static <T> Outcome<T> notSignedIn(String why) {
    return new Outcome<>(Kind.NOT_SIGNED_IN, null, why, Duration.ZERO);
  }

  public Kind kind() {
    return kind;
  }

  public boolean isAccepted() {
    return kind == Kind.ACCEPTED;
  }

  /** What an accepted request returned; null for every other outcome. */
  public T value() {
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
    return new Outcome<>(kind, null, why, after);
  }

  @Override
  public String toString() {
    return kind + (why.isEmpty() ? "" : ": " + why);
  }
}
