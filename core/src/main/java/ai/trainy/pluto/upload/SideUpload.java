package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.threads.Lane;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Uploads beside a live run's metrics what must not delay them: files, or what was deferred. It
 * takes its first turn when there is any of it.
 */
final class SideUpload {
  /** What carries it, on the calling thread. */
  interface Carrier {
    /**
     * Uploads what waits now, and what comes to wait meanwhile.
     *
     * @return the outcome that ended it: accepted, unless the server will not have any more
     */
    Outcome<?> sendAll() throws IOException, InterruptedException;
  }

  /** Makes the carrier; null while the run is not created. */
  interface Connect {
    @Nullable Carrier carrier();
  }

  private final Connect connect;
  private final WakeUp wakeUp;
  private final Consumer<Throwable> failed;
  private final Runnable whenDone;

  private @Nullable Lane lane;
  private Lane.@Nullable Place place;
  private boolean wanted;

  private volatile boolean over;

  /** Whether something came to wait since the last look. */
  private volatile boolean more;

  /** Whether it has had a turn. */
  private boolean begun;

  /** Whether nothing waits, so that there is no pause to be respected. */
  private volatile boolean idle;

  private volatile @Nullable Outcome<?> outcome;

  /** Whether the carrier is of another time. */
  private boolean anew;

  // Of the thread that has the turn.
  private @Nullable Carrier carrier;
  private Backoff backoff;

  /**
   * @param wakeUp ends a pause when the run ends
   * @param failed receives what goes wrong; the upload is retried
   * @param whenDone told when {@link #outcome} is there
   */
  SideUpload(Connect connect, WakeUp wakeUp, Consumer<Throwable> failed, Runnable whenDone) {
    this.connect = connect;
    this.wakeUp = wakeUp;
    this.backoff = new Backoff(wakeUp.machine().newRandom());
    this.failed = failed;
    this.whenDone = whenDone;
  }

  /** Takes turns in a lane from now on, once there is something to do. */
  synchronized void in(Lane among) {
    lane = among;
    wakeUp.takeTurns(among);
  }

  /** Something waits. */
  void wake() {
    synchronized (this) {
      wanted = true;
      more = true;
      if (place == null && lane != null) {
        lane.add(this::turn, failed).ifPresent(this::placed);
      }
    }
    wakeIfIdle();
  }

  private void placed(Lane.Place taken) {
    place = taken;
    wakeUp.wakes(taken);
  }

  private synchronized Optional<Lane.Place> place() {
    return Optional.ofNullable(place);
  }

  /** There may be a carrier now, or never will be. */
  void runIsKnown() {
    wakeIfIdle();
  }

  /**
   * Lets go of the run's directory: from now on there is no carrier, until there is a new one. Not
   * while something waits that was tried already.
   *
   * @return whether it did
   */
  synchronized boolean letGo() {
    if (wanted && outcome == null && begun && !idle) {
      return false;
    }
    anew = true;
    // Until the journal has ended once more.
    over = false;
    return true;
  }

  private void wakeIfIdle() {
    if (idle) {
      place().ifPresent(Lane.Place::wake);
    }
  }

  private @Nullable Duration turn() throws InterruptedException {
    wakeUp.turnBegins();
    synchronized (this) {
      begun = true;
      idle = false;
      carrier = anew ? null : carrier;
      anew = false;
    }
    if (carrier == null) {
      carrier = connect.carrier();
    }
    if (carrier != null) {
      boolean last = over;
      more = false;
      try {
        Outcome<?> now = carrier.sendAll();
        if (last || !now.isAccepted()) {
          outcome = now;
          whenDone.run();
          return null;
        }
        backoff = new Backoff(wakeUp.machine().newRandom());
      } catch (TurnEndedException end) {
        return end.pause();
      } catch (InterruptedException e) {
        throw e;
      } catch (Throwable e) {
        failed.accept(e);
        return wakeUp.shortened(backoff.next(Duration.ZERO));
      }
    }
    idle = true;
    // Asked after that was told: who brings more now, wakes it.
    boolean again = carrier == null ? connect.carrier() != null : more;
    return again ? Duration.ZERO : Lane.UNTIL_WOKEN;
  }

  /** Nothing more comes. */
  void end() {
    if (!over) {
      over = true;
      more = true;
      wakeIfIdle();
    }
  }

  /**
   * How it ended: empty while it has not, and something waits. Only after {@link #end}.
   *
   * @throws TurnEndedException if it has to be done by the caller's thread, and that has to wait
   */
  Optional<Outcome<?>> outcome() throws InterruptedException {
    synchronized (this) {
      if (!wanted) {
        return Optional.of(Outcome.accepted());
      }
    }
    if (outcome == null && place().isEmpty()) {
      // No thread was to be had: then here, and before the status.
      Duration pause = turn();
      if (pause != null) {
        throw new TurnEndedException(pause);
      }
    }
    return Optional.ofNullable(outcome);
  }
}
