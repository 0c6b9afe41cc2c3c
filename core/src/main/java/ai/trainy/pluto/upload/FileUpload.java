package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
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
  private final Consumer<Throwable> failed;
  private final Semaphore staged = new Semaphore(0);
  private final FutureTask<Outcome<?>> task = new FutureTask<>(this::sendAll);
  private volatile boolean over;
  private boolean started;

  FileUpload(Connect connect, Consumer<Throwable> failed) {
    this.connect = connect;
    this.failed = failed;
  }

  /** A file waits. */
  synchronized void staged() {
    staged.release();
    if (!started) {
      started = true;
      Background.start("pluto-files", task::run, failed);
    }
  }

  private Outcome<?> sendAll() throws IOException, InterruptedException {
    FileDelivery delivery = connect.await();
    while (delivery != null) {
      boolean last = over;
      Outcome<?> outcome = delivery.sendAll();
      if (last || !outcome.isAccepted()) {
        return outcome;
      }
      staged.acquire();
      staged.drainPermits();
    }
    return Outcome.accepted(null);
  }

  /** No more files come: waits until all are uploaded, and tells the outcome. */
  Outcome<?> finish() throws InterruptedException, IOException {
    over = true;
    synchronized (this) {
      if (!started) {
        return Outcome.accepted(null);
      }
    }
    staged.release();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException("files could not be uploaded", e.getCause());
    }
  }
}
