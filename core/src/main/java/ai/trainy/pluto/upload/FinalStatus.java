package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.threads.Gate;
import ai.trainy.pluto.threads.Machine;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The final status of one run: sent once for each end that the run is given, by whichever thread
 * comes first. One request at a time, so that none of them overtakes another.
 */
final class FinalStatus {
  /** A run that was silent for 150 s is taken for dead (the protocol, section 10.2). */
  private static final Duration SURELY_RUNNING = Duration.ofSeconds(60);

  private final Machine machine;
  private final Lock lock;
  private final Gate known;

  /** What the server has; null while it has none. */
  private volatile @Nullable RunStatus sent;

  /** When the server began to have the run as running, ms since the epoch. */
  private volatile long runningSince;

  /** Up to when the server surely has it so, ns. */
  private volatile long runningUntil;

  FinalStatus(Machine machine) {
    this.machine = machine;
    this.lock = machine.newLock();
    this.known = new Gate(machine);
  }

  /**
   * Makes one attempt to send the status of a run that runs in Pluto.
   *
   * @return accepted also if the server has it already
   */
  Outcome<Void> send(PlutoApi api, RunHandle run, RunEnd end) {
    lock.lock();
    try {
      return sendAlone(api, run, end);
    } finally {
      lock.unlock();
    }
  }

  private Outcome<Void> sendAlone(PlutoApi api, RunHandle run, RunEnd end) {
    RunStatus status = RunStatus.ofExitCode(end.exitCode());
    if (status == sent) {
      return Outcome.accepted();
    }
    Outcome<Void> outcome = sendAnew(api, run, end);
    if (outcome.isAccepted()) {
      sent = status;
    }
    if (outcome.isAccepted() || outcome.kind() == Outcome.Kind.REFUSED) {
      known.open();
    }
    return outcome;
  }

  private Outcome<Void> sendAnew(PlutoApi api, RunHandle run, RunEnd end) {
    if (sent != null || (machine.nanoTime() - runningUntil > 0 && mayHaveFailed(api, run))) {
      return replace(api, run, end);
    }
    return end.time() < runningSince
        ? settle(api, run, end)
        : update(api, run, end, OptionalLong.of(end.time()));
  }

  private static Outcome<Void> update(PlutoApi api, RunHandle run, RunEnd end, OptionalLong time) {
    return api.updateStatus(run, RunStatus.ofExitCode(end.exitCode()), time, end.details());
  }

  /** Heartbeats are another host's: that it does not answer must not keep the status back. */
  private static boolean mayHaveFailed(PlutoApi api, RunHandle run) {
    Outcome<RunStatus> now = api.heartbeat(run);
    return !now.isAccepted() || now.value() == RunStatus.FAILED;
  }

  /**
   * Replaces a final status by another one. The server keeps the worse of two unless the run runs
   * again in between (the protocol, section 4).
   */
  static Outcome<Void> replace(PlutoApi api, RunHandle run, RunEnd end) {
    Outcome<Void> resumed = api.resume(run);
    return resumed.isAccepted() || resumed.kind() == Outcome.Kind.REFUSED
        ? settle(api, run, end)
        : resumed;
  }

  /**
   * Sends the status of a run whose program is gone, and which the server had as running when its
   * upload began. It may have been taken for dead since.
   */
  static Outcome<Void> ofOrphan(PlutoApi api, RunHandle run, RunEnd end) {
    boolean failed = RunStatus.ofExitCode(end.exitCode()) == RunStatus.FAILED;
    return !failed && mayHaveFailed(api, run) ? replace(api, run, end) : settle(api, run, end);
  }

  /**
   * Sends the status of a run that the server has had as running only since after its end. The
   * run's history says so: the status is sent as of now, to be the last in that history, and then
   * again with its own time.
   */
  static Outcome<Void> settle(PlutoApi api, RunHandle run, RunEnd end) {
    Outcome<Void> now = update(api, run, end, OptionalLong.empty());
    return now.isAccepted() ? update(api, run, end, OptionalLong.of(end.time())) : now;
  }

  /** Notes that the server has the run as running from now on. */
  void running() {
    runningSince = machine.currentTimeMillis();
    runs(machine.nanoTime());
  }

  /** Notes that the server had the run as running when it was asked at that time, ns. */
  void runs(long asked) {
    runningUntil = asked + SURELY_RUNNING.toNanos();
  }

  /** Makes a request that must not follow the final status; does nothing once that is sent. */
  void unlessSent(Runnable request) {
    lock.lock();
    try {
      if (!known.isOpen()) {
        request.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the status will not be sent any more. */
  void giveUp() {
    known.open();
  }

  /** Whether it is neither sent, nor given up. */
  boolean isAwaited() {
    return !known.isOpen();
  }

  /** Waits until the server has it; false if it does not by then. */
  boolean await(Duration atMost) throws InterruptedException {
    return known.await(atMost) && sent != null;
  }
}
