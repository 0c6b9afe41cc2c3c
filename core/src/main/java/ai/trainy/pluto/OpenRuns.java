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
 * The runs of a JVM whose end was not waited for yet, and how long that may take: for one that the
 * program finishes, and for all together when the JVM ends. Safe for use by several threads.
 *
 * <p>Shutdown hooks of the program may log and finish runs until the last of them is done. Where
 * that is told, nothing is waited for before it; where it is not, a hook of the agent waits
 * meanwhile.
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
   * @param patience how long the end of a run is waited for, and the end of all with the JVM
   * @param clock ns that pass, from any start
   * @param timeOfDay ms since the epoch
   * @param endLine what each of them ends with
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

  /** What each of them ends with. */
  EndLine endLine() {
    return endLine;
  }

  /** What time it is, ms since the epoch. */
  long timeOfDay() {
    return timeOfDay.getAsLong();
  }

  /** What passes, ns from any start. */
  long nanoTime() {
    return clock.getAsLong();
  }

  /** Until when a run that is finished now may be waited for, as the clock has it. */
  long deadline() {
    if (isLeftToTheLastHook()) {
      return clock.getAsLong();
    }
    return ending ? lastDeadline : clock.getAsLong() + patience.toNanos();
  }

  /** Whether the end of runs is waited for after the last shutdown hook, all at once. */
  boolean isLeftToTheLastHook() {
    return end.isHooksEndTold();
  }

  Duration until(long deadline) {
    return Duration.ofNanos(Math.max(deadline - clock.getAsLong(), 0));
  }

  /** The JVM is ending: runs that are open have an end, but go on. */
  void jvmEnds() {
    lastDeadline = clock.getAsLong() + patience.toNanos();
    ending = true;
    int exitCode = end.exitCode();
    open.forEach(run -> run.expectEnd(exitCode, end.cause()));
  }

  /** For a JVM that does not tell when the last shutdown hook is done: waits beside the others. */
  void awaitBesideHooks() {
    if (!isLeftToTheLastHook()) {
      // Other hooks may still log: no directory is removed.
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
   * Waits for the upload of runs that have an end. The last of the time is for final statuses: data
   * can be uploaded later, but a run without a status is taken for failed meanwhile.
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
