package ai.trainy.pluto;

import ai.trainy.pluto.observe.ProgramEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The runs of a JVM whose end has not been awaited yet, and the time limits for that: for a run
 * that the program finishes, and for all together when the JVM ends. Thread-safe.
 *
 * <p>Shutdown hooks of the program may log and finish runs until the last of them has finished. If
 * the end of the hooks can be detected, the wait starts after it; otherwise a hook of the agent
 * waits in parallel with the others.
 */
final class OpenRuns {
  private static final Duration STATUS_TIME = Duration.ofSeconds(1);

  private final Set<Run> open = ConcurrentHashMap.newKeySet();
  private final ProgramEnd end;
  private final Duration patience;
  private final LongSupplier clock;
  private final LongSupplier timeOfDay;
  private final EndLine endLine;

  private volatile boolean ending;
  private volatile long lastDeadline;

  OpenRuns(ProgramEnd end, Duration patience, LongSupplier clock, EndLine endLine) {
    this(end, patience, clock, System::currentTimeMillis, endLine);
  }

  /**
   * @param patience how long to wait for the end of a run, and for the end of all with the JVM
   * @param clock elapsed ns, from any start
   * @param timeOfDay ms since the epoch
   * @param endLine the last line of each run
   */
  OpenRuns(
      ProgramEnd end,
      Duration patience,
      LongSupplier clock,
      LongSupplier timeOfDay,
      EndLine endLine) {
    this.end = end;
    this.patience = patience;
    this.clock = clock;
    this.timeOfDay = timeOfDay;
    this.endLine = endLine;
    end.afterHooks(this::hooksDone);
  }

  void add(Run run) {
    open.add(run);
    if (ending) {
      run.expectEnd(end.exitCode(), end.cause());
    }
  }

  /** Returns the builder of the last line of each run. */
  EndLine endLine() {
    return endLine;
  }

  /** Returns the time of day in ms since the epoch. */
  long timeOfDay() {
    return timeOfDay.getAsLong();
  }

  /** Returns the elapsed ns, from any start. */
  long nanoTime() {
    return clock.getAsLong();
  }

  /** Returns the deadline for a run that is finished now, on the clock of elapsed time. */
  long deadline() {
    if (isLeftToTheLastHook()) {
      return clock.getAsLong();
    }
    return ending ? lastDeadline : clock.getAsLong() + patience.toNanos();
  }

  /** Returns whether the runs are awaited together, after the last shutdown hook. */
  boolean isLeftToTheLastHook() {
    return end.isHooksEndTold();
  }

  Duration until(long deadline) {
    return Duration.ofNanos(Math.max(deadline - clock.getAsLong(), 0));
  }

  /** Called when the JVM starts to shut down: open runs get an expected end, but continue. */
  void jvmEnds() {
    lastDeadline = clock.getAsLong() + patience.toNanos();
    ending = true;
    int exitCode = end.exitCode();
    open.forEach(run -> run.expectEnd(exitCode, end.cause()));
  }

  /**
   * Waits in parallel with other shutdown hooks, in a JVM in which the end of the last one cannot
   * be detected.
   */
  void awaitBesideHooks() {
    if (!isLeftToTheLastHook()) {
      // Other hooks may still log, so no directory is removed.
      List<Run> all = List.copyOf(open);
      all.forEach(run -> run.lastCall(() -> false));
      await(all, lastDeadline);
      all.forEach(Run::leaveToLater);
    }
  }

  private void hooksDone() {
    long deadline = clock.getAsLong() + patience.toNanos();
    int exitCode = end.exitCode();
    open.forEach(
        run -> {
          run.expectEnd(exitCode, end.cause());
          run.lastCall(run::seal);
        });
    await(open, deadline);
  }

  /**
   * Waits for the upload of runs that have an end. The last part of the time is reserved for final
   * statuses: data can be uploaded later, but a run without a status is marked as failed meanwhile.
   */
  void await(Collection<Run> runs, long deadline) {
    List<Run> all = new ArrayList<>(runs);
    long dataBy = deadline - Math.min(patience.toNanos() / 5, STATUS_TIME.toNanos());
    try {
      Set<Run> whole = new HashSet<>();
      for (Run run : all) {
        if (run.awaitUpload(dataBy)) {
          whole.add(run);
        } else {
          run.sendStatus();
        }
      }
      for (Run run : all) {
        run.sayEnd(whole.contains(run), deadline);
        open.remove(run);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
