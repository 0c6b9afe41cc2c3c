package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.threads.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Uploads beside a live run's metrics what must not delay them: files, or what was deferred. Its
 * thread is started with the first of it.
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

  /** Makes the carrier, once the run is created; null if it never is. */
  interface Connect {
    Carrier await() throws InterruptedException;
  }

  private final String name;
  private final Connect connect;
  private final Signal wake;
  private final Consumer<Throwable> failed;
  private final Semaphore waiting = new Semaphore(0);
  private final FutureTask<Outcome<?>> task = new FutureTask<>(this::sendAll);
  private volatile boolean over;
  private boolean wanted;
  private boolean started;

  /**
   * @param name its thread's
   * @param wake wakes a pause when the run ends
   * @param failed receives what goes wrong; the upload is retried
   */
  SideUpload(String name, Connect connect, Signal wake, Consumer<Throwable> failed) {
    this.name = name;
    this.connect = connect;
    this.wake = wake;
    this.failed = failed;
  }

  /** Something waits. */
  synchronized void wake() {
    waiting.release();
    wanted = true;
    if (!started) {
      started = new DaemonThreads().start(name, task::run, failed);
    }
  }

  private synchronized boolean hasStarted() {
    return started;
  }

  private Outcome<?> sendAll() throws InterruptedException {
    Carrier carrier = connect.await();
    while (carrier != null) {
      boolean last = over;
      Outcome<?> outcome = send(carrier);
      if (last || !outcome.isAccepted()) {
        return outcome;
      }
      waiting.acquire();
      waiting.drainPermits();
    }
    return Outcome.accepted(null);
  }

  private Outcome<?> send(Carrier carrier) throws InterruptedException {
    Backoff backoff = new Backoff(new Random());
    while (true) {
      try {
        return carrier.sendAll();
      } catch (InterruptedException e) {
        throw e;
      } catch (Throwable e) {
        failed.accept(e);
      }
      wake.sleep(backoff.next(Duration.ZERO));
    }
  }

  /** Nothing more comes. */
  void end() {
    over = true;
    waiting.release();
  }

  /**
   * Waits until all is uploaded, but not longer, and tells the outcome. Only after {@link #end}.
   */
  Outcome<?> await(Duration atMost) throws InterruptedException, IOException {
    synchronized (this) {
      if (!wanted) {
        return Outcome.accepted(null);
      }
    }
    if (!hasStarted()) {
      // No thread was to be had: then here, and before the status.
      task.run();
    }
    try {
      return task.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Outcome.tryAgain(name + " is not done", Duration.ZERO);
    } catch (ExecutionException e) {
      throw new IOException(name + " failed", e.getCause());
    }
  }
}
