package ai.trainy.pluto.observe;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.threads.Gate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server every few seconds that the run is alive, through the last upload until its final
 * status is reported: after 150 s of silence it is taken for dead (the protocol, section 10). Not
 * on the thread of the upload, so that a large or stalled one does not look like death.
 */
public final class Heartbeat {
  /** As the reference client; the server wants one in 30 s. */
  public static final Duration PERIOD = Duration.ofSeconds(4);

  private final PlutoApi api;
  private final RunHandle run;
  private final Messages messages;
  private final Duration period;
  private @Nullable Runnable exit;
  private boolean cancelled;
  private long failures;
  private boolean answeredBefore;
  private boolean running;

  public Heartbeat(PlutoApi api, RunHandle run, Messages messages) {
    this(api, run, messages, PERIOD);
  }

  Heartbeat(PlutoApi api, RunHandle run, Messages messages, Duration period) {
    this.period = period;
    this.api = api;
    this.run = run;
    this.messages = messages;
  }

  /**
   * Has the program ended when the run is cancelled; else that is only said.
   *
   * @param how begins that, once; must not block; null if it is only said
   */
  public Heartbeat exitOnCancel(@Nullable Runnable how) {
    exit = how;
    return this;
  }

  /**
   * Beats once, on the calling thread.
   *
   * @param revive makes the run a running one again, unless its final status is sent meanwhile
   * @return false for the first of some that the server does not answer
   */
  public boolean beat(Runnable revive) {
    Outcome<RunStatus> outcome = ask();
    running = outcome.isAccepted() && outcome.value() == RunStatus.RUNNING;
    boolean answered = outcome.kind() != Outcome.Kind.TRY_AGAIN;
    boolean silent = answeredBefore && !answered;
    answeredBefore = answered;
    if (outcome.isAccepted() && outcome.value() == RunStatus.CANCELLED) {
      cancelled();
    } else if (outcome.isAccepted() && outcome.value() == RunStatus.FAILED) {
      // It was silent for too long: the network was gone, or the machine slept.
      messages.log(CoreMessage.TAKEN_FOR_DEAD, run);
      tryTo(revive);
    }
    return !silent;
  }

  /** Whether the server has the run as running, by its answer to the last beat. */
  public boolean isRunning() {
    return running;
  }

  private void cancelled() {
    messages.sayAbout(
        run, exit == null ? CoreMessage.RUN_CANCELLED : CoreMessage.RUN_CANCELLED_EXIT, run.url());
    if (exit != null && !cancelled) {
      cancelled = true;
      exit.run();
    }
  }

  /**
   * Beats for a run whose program is gone, until {@code ended}: only so that it is not taken for
   * dead meanwhile. There is nobody to be told that it was cancelled, and a run that was taken for
   * dead already is revived by the process that reports how it ended; done from here, that could
   * come after the report.
   */
  public void beatForTheDead(Gate ended) throws InterruptedException {
    while (!ended.isOpen()) {
      ask();
      ended.await(period);
    }
  }

  /** Asks once. Whatever the request throws, the next one may get through. */
  private Outcome<RunStatus> ask() {
    try {
      return api.heartbeat(run);
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  private void tryTo(Runnable revive) {
    try {
      revive.run();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private <T> Outcome<T> failed(Throwable e) {
    if (Long.bitCount(++failures) == 1) {
      messages.log(CoreMessage.HEARTBEAT_FAILED, e, run, failures);
    }
    return Outcome.tryAgain(e.toString(), Duration.ZERO);
  }
}
