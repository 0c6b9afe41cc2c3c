package ai.trainy.pluto.credentials;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.settings.Client;
import ai.trainy.pluto.settings.Setting;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A key of which it is known where it is. The key itself may be at hand already or have to be asked
 * for. Safe for use by several threads.
 */
public final class Credential {
  /** Where a key is that {@link #in a keyring} was asked for. */
  static final String KEYRING = "the keyring of this system";

  /**
   * How long a failure to get the key holds. Several runs, and those left behind by others, may
   * need the key at once: they share one answer, and nobody is asked twice to unlock a keyring.
   */
  static final Duration FAILURE_HOLDS = Duration.ofMinutes(1);

  /** Asks for a key. */
  private interface Reading {
    ApiKey key() throws KeyUnavailableException, InterruptedException;
  }

  private final String source;
  private final boolean none;
  private final Reading reading;
  private final LongSupplier clock;
  private volatile @Nullable ApiKey key; // null until the keyring has answered; written under this
  private @Nullable KeyUnavailableException failure; // null if it never failed; guarded by this
  private long failedAt; // guarded by this

  private Credential(
      String source, Reading reading, LongSupplier clock, @Nullable ApiKey key, boolean none) {
    this.source = source;
    this.none = none;
    this.reading = reading;
    this.clock = clock;
    this.key = key;
  }

  /** A key that is at hand. */
  public static Credential of(ApiKey key) {
    return new Credential(key.source(), () -> key, System::nanoTime, key, false);
  }

  /**
   * No key at all, for runs that are kept until there is one. People have been told.
   *
   * @param why a sentence for people, without its full stop
   */
  public static Credential none(String why) {
    return new Credential(
        "nothing",
        () -> {
          throw new KeyUnavailableException(why);
        },
        System::nanoTime,
        null,
        true);
  }

  /**
   * The key that {@code keyring} holds.
   *
   * @param client whose own keys are none
   */
  public static Credential in(Keyring keyring, Client client) {
    return in(keyring, client, System::nanoTime);
  }

  /**
   * @param clock ns that pass, from any start
   */
  static Credential in(Keyring keyring, Client client, LongSupplier clock) {
    return new Credential(
        KEYRING, () -> ApiKey.of(keyring.read(), KEYRING, client), clock, null, false);
  }

  /**
   * The key. One in a keyring is asked for once; that blocks as {@link Keyring#read} does. A
   * failure to get it holds for a minute.
   *
   * @throws KeyUnavailableException if it cannot be had; the message says why and what to do
   */
  public synchronized ApiKey get() throws KeyUnavailableException, InterruptedException {
    if (key != null) {
      return key;
    }
    if (failure != null && clock.getAsLong() - failedAt < FAILURE_HOLDS.toNanos()) {
      throw failure;
    }
    try {
      key = ask();
      return key;
    } catch (KeyUnavailableException e) {
      failure = e;
      failedAt = clock.getAsLong();
      throw e;
    }
  }

  private ApiKey ask() throws KeyUnavailableException, InterruptedException {
    String why;
    try {
      return reading.key();
    } catch (IllegalArgumentException | KeyUnavailableException e) {
      if (none) {
        throw new KeyUnavailableException(Reason.of(e), true);
      }
      why = Reason.of(e);
    }
    throw new KeyUnavailableException(
        CoreMessage.KEY_NOT_OBTAINED.text(this, why, Setting.API_KEY.variable()));
  }

  /** The key, if nobody has to be asked for it. Never blocks. */
  public Optional<ApiKey> atHand() {
    return Optional.ofNullable(key);
  }

  /** See {@link ApiKey#correction}; of a key in a keyring nothing is known yet. */
  public synchronized Optional<Notice> correction() {
    return Optional.ofNullable(key).flatMap(ApiKey::correction);
  }

  /** Where it is: {@code PLUTO_API_KEY}, a file, the keyring. */
  public String source() {
    return source;
  }

  @Override
  public String toString() {
    return "the key in " + source;
  }
}
