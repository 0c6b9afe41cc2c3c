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
 * Uploads a live run's files beside its metrics, so that a large file delays no point. Its thread
 * is started with the first file.
 */
final class FileUpload {
  /** Makes what sends the files, once the run is created; null if it never is. */
  interface Connect {
    FileDelivery await() throws InterruptedException;
  }

  private final Connect connect;
  private final Signal wake;
  private final Consumer<Throwable> failed;
  private final Semaphore staged = new Semaphore(0);
  private final FutureTask<Outcome<?>> task = new FutureTask<>(this::sendAll);
  private volatile boolean over;
  private boolean started;

  /**
   * @param wake wakes a pause when the run ends
   * @param failed told what goes wrong; it is tried again
   */
  FileUpload(Connect connect, Signal wake, Consumer<Throwable> failed) {
    this.connect = connect;
    this.wake = wake;
    this.failed = failed;
  }

  /** A file waits. */
  synchronized void staged() {
    staged.release();
    start();
  }

  private void start() {
    if (!started) {
      started = new DaemonThreads().start("pluto-files", task::run, failed);
    }
  }

  private synchronized boolean hasStarted() {
    return started;
  }

  private Outcome<?> sendAll() throws InterruptedException {
    FileDelivery delivery = connect.await();
    while (delivery != null) {
      boolean last = over;
      Outcome<?> outcome = send(delivery);
      if (last || !outcome.isAccepted()) {
        return outcome;
      }
      staged.acquire();
      staged.drainPermits();
    }
    return Outcome.accepted(null);
  }

  private Outcome<?> send(FileDelivery delivery) throws InterruptedException {
    Backoff backoff = new Backoff(new Random());
    while (true) {
      try {
        return delivery.sendAll();
      } catch (InterruptedException e) {
        throw e;
      } catch (Throwable e) {
        failed.accept(e);
      }
      wake.sleep(backoff.next(Duration.ZERO));
    }
  }

  /** No more files come: waits until all are uploaded, but not longer, and tells the outcome. */
  Outcome<?> finish(Duration atMost) throws InterruptedException, IOException {
    over = true;
    if (staged.availablePermits() == 0 && !hasStarted()) {
      return Outcome.accepted(null);
    }
    staged.release();
    if (!hasStarted()) {
      // No thread was to be had when the files came: then here, and before the status.
      task.run();
    }
    try {
      return task.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Outcome.tryAgain("files are still being uploaded", Duration.ZERO);
    } catch (ExecutionException e) {
      throw new IOException("files could not be uploaded", e.getCause());
    }
  }
}
