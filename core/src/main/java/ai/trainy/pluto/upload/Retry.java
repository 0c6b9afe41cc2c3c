package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.threads.Machine;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries until the server says yes or a final no: at growing pauses, for as long as it takes. An
 * outage that lasts is said, each cause of it once. An exception is a failure like others: it is
 * logged and tried again. Used by one thread, but for {@link #sayNoAnswer}.
 */
final class Retry {
  /** A 401 can be a passing fault of the key lookup (the protocol, section 15): ask again. */
  private static final int SIGN_IN_ATTEMPTS = 3;

  /** Between attempts with a key that was accepted once: it may have been restored meanwhile. */
  private static final Duration KEY_PAUSE = Duration.ofMinutes(3);

  /** A program that ends does not wait for {@code patience}: its last seconds say the cause. */
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(2);

  /** Every attempt is given as long, however little of the limit is left. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** Of a wait that only an event ends. */
  static final Duration FOREVER = Duration.ofDays(10_000);

  private final WakeUp wakeUp;
  private final Patience patience;
  private final Messages messages;
  private final Outage outage;
  private final LongSupplier clock;
  private final Random random;
  private final LongAdder retries;

  private @Nullable Watchdog watchdog;

  /** When requests began to fail that nobody was told of yet; see {@link #takeBreak}. */
  private final AtomicReference<@Nullable Long> broke = new AtomicReference<>();

  private long failingSince;
  private boolean failing;
  private long exceptions;

  /** Answers in a row that the key is not accepted. */
  private int rejections;

  /** Whether the last attempt of {@link #once} failed in passing. */
  private boolean onceFailed;

  /** Between attempts while the server is away, over all requests. */
  private Backoff outagePauses;

  /** Why the last attempt failed; null if it did not. */
  private volatile @Nullable String cause;

  /** Decides whether a request that fails in passing is worth more attempts as it is. */
  interface Enough<T> {
    boolean isReached(Outcome<T> failure) throws InterruptedException;
  }

  /**
   * @param wakeUp wakes a pause when the run ends
   * @param data for messages: a sentence about what happens to the data
   * @param clock ns that pass, from any start
   */
  Retry(WakeUp wakeUp, Patience patience, Messages messages, String data, LongSupplier clock) {
    this.wakeUp = wakeUp;
    this.patience = patience;
    this.messages = messages;
    this.outage = new Outage(messages, data);
    this.retries = new LongAdder();
    this.clock = clock;
    this.random = wakeUp.machine().newRandom();
    this.outagePauses = new Backoff(random);
  }

  private Retry(WakeUp wakeUp, Patience patience, Retry other) {
    this.wakeUp = wakeUp;
    this.patience = patience;
    this.messages = other.messages;
    this.outage = other.outage;
    this.retries = other.retries;
    this.clock = other.clock;
    this.random = wakeUp.machine().newRandom();
    this.outagePauses = new Backoff(random);
  }

  /** Returns one for another thread that uploads the same run: what one has said, none repeats. */
  Retry forThread(WakeUp wake) {
    return new Retry(wake, patience, this);
  }

  /** The same for a thread whose requests may fail while others work: then there is no message. */
  Retry forQuietThread(WakeUp wake) {
    return new Retry(wake, patience.quiet(), this);
  }

  /** How many requests of the run have failed in passing, on all threads. */
  long retries() {
    return retries.sum();
  }

  /** What it waits by. */
  WakeUp wakeUp() {
    return wakeUp;
  }

  /** The machine that it waits on. */
  Machine machine() {
    return wakeUp.machine();
  }

  /** The messages about outages of this run. */
  Outage outage() {
    return outage;
  }

  /**
   * Has {@code cancel} called if an attempt of {@link #until} is still running when the limit is
   * reached. It must make that attempt return.
   */
  void cancelWith(Watchdog cancel) {
    watchdog = cancel;
  }

  /**
   * The first outcome of {@code attempt} that is final: accepted, refused or not signed in; or the
   * last one before the limit.
   */
  <T> Outcome<T> until(Supplier<Outcome<T>> attempt) throws InterruptedException {
    return until(attempt, failure -> false, () -> true, true);
  }

  /**
   * As {@link #until(Supplier)}, for an attempt that moves much data: it may take longer than the
   * limit, and ends by the connection's own time-outs when it makes no progress.
   */
  <T> Outcome<T> untilMoved(Supplier<Outcome<T>> attempt) throws InterruptedException {
    Watchdog paused = watchdog;
    watchdog = null;
    try {
      return until(attempt);
    } finally {
      watchdog = paused;
    }
  }

  /**
   * As {@link #until(Supplier)}, but returns the first passing failure that is {@code enough}.
   *
   * @param enough asked after each attempt that failed in passing
   */
  <T> Outcome<T> until(Supplier<Outcome<T>> attempt, Enough<T> enough) throws InterruptedException {
    return until(attempt, enough, () -> true, false);
  }

  /**
   * The same.
   *
   * @param mayEndTurn whether what was done in this turn may be done again in the next one
   */
  <T> Outcome<T> until(Supplier<Outcome<T>> attempt, Enough<T> enough, BooleanSupplier mayEndTurn)
      throws InterruptedException {
    return until(attempt, enough, mayEndTurn, false);
  }

  /**
   * Where turns are taken, a turn ends when the server is away: when a request fails that is tried
   * for ever, or when others fail beside one that may be at fault itself. Whether it is at fault is
   * found out within a turn.
   */
  private <T> Outcome<T> until(
      Supplier<Outcome<T>> attempt,
      Enough<T> enough,
      BooleanSupplier mayEndTurn,
      boolean triedForEver)
      throws InterruptedException {
    Backoff backoff = new Backoff(random);
    while (true) {
      long began = clock.getAsLong();
      Outcome<T> outcome = watched(attempt);
      switch (outcome.kind()) {
        case ACCEPTED:
          outage.keyAccepted();
          answered();
          return outcome;
        case REFUSED:
          answered();
          return outcome;
        case NOT_SIGNED_IN:
          if (++rejections >= SIGN_IN_ATTEMPTS && !outage.isKeyAccepted()) {
            rejections = 0;
            return outcome;
          }
          break;
        default:
          rejections = 0;
      }
      remember(outcome, began, rejections);
      Backoff pauses = wakeUp.isInTurns() && triedForEver ? outagePauses : backoff;
      Optional<Duration> pause = withinLimit(pauses.next(outcome.after()), failingSince);
      if (pause.isEmpty()) {
        return outcome;
      }
      onceFailed = false;
      if (outcome.kind() == Outcome.Kind.TRY_AGAIN && enough.isReached(outcome)) {
        return outcome;
      }
      boolean away = triedForEver || onceFailed || rejections > 0;
      Duration wait =
          patience.limit().isEmpty() && rejections >= SIGN_IN_ATTEMPTS ? KEY_PAUSE : pause.get();
      if (away && mayEndTurn.getAsBoolean()) {
        wakeUp.await(wait);
      } else {
        wakeUp.sleep(wait);
      }
    }
  }

  /**
   * At the beginning of a turn: returns when the server answers, if it did not in the last one, or
   * when it clearly does not accept the key.
   *
   * @param question a request that costs little
   */
  void awaitAnswer(Supplier<Outcome<String>> question) throws InterruptedException {
    while (failing && wakeUp.isInTurns()) {
      Outcome<?> outcome = once(question);
      boolean rejected = outcome.kind() == Outcome.Kind.NOT_SIGNED_IN;
      if (!rejected && outcome.kind() != Outcome.Kind.TRY_AGAIN) {
        // Whatever failed may do so still: the outage is not over before that works.
        return;
      }
      rejections = rejected ? rejections + 1 : 0;
      remember(outcome, clock.getAsLong(), rejections);
      if (rejections >= SIGN_IN_ATTEMPTS && !outage.isKeyAccepted()) {
        // The key never was a good one: the request that comes next finds that, and ends it.
        return;
      }
      wakeUp.await(rejections >= SIGN_IN_ATTEMPTS ? KEY_PAUSE : outagePauses.next(outcome.after()));
    }
  }

  /**
   * Pauses between two requests that were both answered.
   *
   * @return false, and no pause, once the run has ended
   */
  boolean pause(Duration pause) throws InterruptedException {
    if (!wakeUp.isUp()) {
      wakeUp.sleep(pause);
    }
    return !wakeUp.isUp();
  }

  /** The time now, for {@link #rest} and {@link #sayLasting}: ns, from any start. */
  long now() {
    return clock.getAsLong();
  }

  /**
   * Sleeps between attempts that were made by {@link #once}.
   *
   * @param since when the first of them was made that failed
   * @return false, without sleeping, if the limit is reached
   */
  boolean rest(Duration pause, long since) throws InterruptedException {
    Optional<Duration> within = withinLimit(pause, since);
    if (within.isPresent()) {
      wakeUp.await(within.get());
    }
    return within.isPresent();
  }

  /**
   * A pause that does not go beyond the limit, however long one the server asks for; empty if the
   * limit is reached.
   */
  private Optional<Duration> withinLimit(Duration pause, long since) {
    if (patience.limit().isEmpty()) {
      return Optional.of(pause);
    }
    Duration left = patience.limit().get().minusNanos(now() - since);
    if (left.isNegative() || left.isZero()) {
      return Optional.empty();
    }
    return Optional.of(pause.compareTo(left) > 0 ? left : pause);
  }

  /** The same, for all requests together: since the server went away, if it is. */
  boolean rest(Duration pause) throws InterruptedException {
    return rest(pause, failing ? failingSince : now());
  }

  /** Says why something cannot be uploaded if that has lasted too long. */
  void sayLasting(String why, long since) {
    if (now() - since > warnAfter().toNanos()) {
      outage.say(why);
    }
  }

  /** Whether the last request failed in passing, or was not signed in. */
  boolean isFailing() {
    return failing;
  }

  /** Notes that a request failed which began at that time. Called from any thread. */
  void brokeAt(long began) {
    broke.compareAndSet(null, began);
  }

  /** When the first request began that failed since this was last asked; empty if none did. */
  Optional<Long> takeBreak() {
    return Optional.ofNullable(broke.getAndSet(null));
  }

  /** Whether the run has ended: someone may be waiting. */
  boolean isEnding() {
    return wakeUp.isUp();
  }

  /** Makes one attempt; what it throws is a passing failure. */
  <T> Outcome<T> once(Supplier<Outcome<T>> attempt) throws InterruptedException {
    onceFailed = true;
    try {
      Outcome<T> outcome = Objects.requireNonNull(attempt.get(), "no outcome");
      onceFailed = outcome.kind() == Outcome.Kind.TRY_AGAIN;
      return outcome;
    } catch (Throwable e) {
      // Not declared by the attempt, but a library may throw what it does not declare.
      if (e instanceof InterruptedException) {
        throw (InterruptedException) e;
      }
      if (Long.bitCount(++exceptions) == 1) {
        messages.log(CoreMessage.ATTEMPT_FAILED, e, exceptions);
      }
      return Outcome.tryAgain("an internal error, see pluto.log: " + e, Duration.ZERO);
    }
  }

  private <T> Outcome<T> watched(Supplier<Outcome<T>> attempt) throws InterruptedException {
    if (watchdog == null || patience.limit().isEmpty()) {
      return once(attempt);
    }
    long spent = failing ? clock.getAsLong() - failingSince : 0;
    Duration left = patience.limit().get().minusNanos(spent);
    watchdog.watch(left.compareTo(LEAST) < 0 ? LEAST : left);
    try {
      return once(attempt);
    } finally {
      watchdog.rest();
    }
  }

  private void answered() {
    cause = null;
    rejections = 0;
    if (failing) {
      failing = false;
      outagePauses = new Backoff(random);
      messages.log(CoreMessage.PLUTO_IS_BACK);
    }
  }

  /** Takes note of how an attempt ended that was made by {@link #once}. */
  void note(Outcome<?> outcome) {
    if (outcome.isAccepted() || outcome.kind() == Outcome.Kind.REFUSED) {
      answered();
    } else {
      rejections = outcome.kind() == Outcome.Kind.NOT_SIGNED_IN ? rejections + 1 : 0;
      remember(outcome, clock.getAsLong(), rejections);
    }
  }

  private void remember(Outcome<?> outcome, long began, int rejectedInARow) {
    retries.increment();
    if (!failing) {
      failing = true;
      failingSince = began;
      brokeAt(began);
    }
    if (!outcome.why().equals(cause)) {
      messages.log(CoreMessage.REQUEST_FAILED, outcome);
    }
    cause = outcome.why();
    if (outcome.kind() == Outcome.Kind.NOT_SIGNED_IN) {
      if (rejectedInARow == SIGN_IN_ATTEMPTS
          && patience.limit().isEmpty()
          && outage.isKeyAccepted()) {
        outage.sayKeyRejected(outcome.why());
      }
    } else {
      sayLasting(outcome.why(), failingSince);
    }
  }

  private Duration warnAfter() {
    Duration warnAfter = patience.warnAfter();
    boolean ending = wakeUp.isUp() && !warnAfter.equals(FOREVER);
    return ending && warnAfter.compareTo(PATIENCE_AT_END) > 0 ? PATIENCE_AT_END : warnAfter;
  }

  /**
   * Says that the server has not answered for too long: by the cause of the last failure, or if
   * there was none yet, by {@code otherwise}. Called from any thread.
   */
  void sayNoAnswer(String otherwise) {
    String known = cause;
    outage.say(known == null ? otherwise : known);
  }
}
