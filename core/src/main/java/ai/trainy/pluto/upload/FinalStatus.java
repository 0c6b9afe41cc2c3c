package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.journal.RunEnd;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The final status of one run: sent once for each end that the run is given, by whichever thread
 * comes first. One request at a time, so that none of them overtakes another.
 */
final class FinalStatus {
  private final CountDownLatch known = new CountDownLatch(1);

  /** What the server has; null while it has none. */
  private volatile RunStatus sent;

  /** Since when it is a running one, ms since the epoch. */
  private volatile long runningSince;

  /**
   * Makes one attempt to send the status of a run that runs in Pluto.
   *
   * @return accepted also if the server has it already
   */
  synchronized Outcome<Void> send(PlutoApi api, RunHandle run, RunEnd end) {
    RunStatus status = RunStatus.ofExitCode(end.exitCode());
    if (status == sent) {
      return Outcome.accepted(null);
    }
    Outcome<Void> outcome = send(api, run, status, end.time());
    if (outcome.isAccepted()) {
      sent = status;
    }
    if (outcome.isAccepted() || outcome.kind() == Outcome.Kind.REFUSED) {
      known.countDown();
    }
    return outcome;
  }

  private Outcome<Void> send(PlutoApi api, RunHandle run, RunStatus status, long time) {
    if (sent != null) {
      return replace(api, run, status, time);
    }
    return time < runningSince
        ? settle(api, run, status, time)
        : api.updateStatus(run, status, OptionalLong.of(time));
  }

  /**
   * Replaces a final status by another one. The server keeps the worse of two unless the run runs
   * again in between (the protocol, section 4).
   */
  static Outcome<Void> replace(PlutoApi api, RunHandle run, RunStatus status, long time) {
    Outcome<Void> resumed = api.resume(run);
    return resumed.isAccepted() || resumed.kind() == Outcome.Kind.REFUSED
        ? settle(api, run, status, time)
        : resumed;
  }

  /**
   * Sends the status of a run that is a running one, as the server has it, only since after its
   * end. Its history has that as of then: the status follows it there, and only then is given its
   * own time.
   */
  static Outcome<Void> settle(PlutoApi api, RunHandle run, RunStatus status, long time) {
    Outcome<Void> now = api.updateStatus(run, status, OptionalLong.empty());
    return now.isAccepted() ? api.updateStatus(run, status, OptionalLong.of(time)) : now;
  }

  /** The server has the run from now on. */
  void running() {
    runningSince = System.currentTimeMillis();
  }

  /** Does something that must not come after the final status; nothing once that is sent. */
  synchronized void unlessSent(Runnable request) {
    if (known.getCount() > 0) {
      request.run();
    }
  }

  /** Nobody sends it any more. */
  void giveUp() {
    known.countDown();
  }

  /** Opens when the status is sent, or when nobody sends it any more. */
  CountDownLatch known() {
    return known;
  }

  /** Waits until the server has it; false if it does not by then. */
  boolean await(Duration atMost) throws InterruptedException {
    return known.await(atMost.toNanos(), TimeUnit.NANOSECONDS) && sent != null;
  }
}
