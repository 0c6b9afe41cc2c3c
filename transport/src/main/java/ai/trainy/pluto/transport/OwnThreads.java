package ai.trainy.pluto.transport;

import ai.trainy.pluto.threads.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;

/**
 * Gives an OkHttp client its own threads in place of those that all clients share: they outlive the
 * last connection by a minute, and belong to the code that made the first request.
 */
final class OwnThreads implements TaskRunner.Backend {
  private final DaemonThreads threads;

  private OwnThreads(DaemonThreads threads) {
    this.threads = threads;
  }

  /**
   * Has the client, and its pool of connections, do its work beside requests on such threads.
   *
   * @param keepAlive for which a connection is kept that nobody uses; one of the threads waits for
   *     it to pass, unless the client is closed
   */
  static OkHttpClient.Builder of(
      OkHttpClient.Builder client, DaemonThreads threads, Duration keepAlive) {
    TaskRunner tasks =
        new TaskRunner(new OwnThreads(threads), TaskRunner.INSTANCE.getLogger$okhttp());
    return client
        .taskRunner$okhttp(tasks)
        // Connecting to several addresses at once takes a thread for each, where there may be none.
        .fastFallback(false)
        .connectionPool(
            new ConnectionPool(
                4,
                keepAlive.toMillis(),
                TimeUnit.MILLISECONDS,
                tasks,
                new ConnectionListener() {}));
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void coordinatorNotify(TaskRunner tasks) {
    tasks.notify();
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
  public void coordinatorWait(TaskRunner tasks, long nanos) {
    try {
      if (nanos > 0) {
        TimeUnit.NANOSECONDS.timedWait(tasks, nanos);
      }
    } catch (InterruptedException neverOnAThreadOfOurs) {
      // The caller looks again.
    }
  }

  @Override
  public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
    return queue;
  }

  /** Where there is no thread, connections that nobody uses are closed with the client. */
  @Override
  public void execute(TaskRunner tasks, Runnable work) {
    threads.start("pluto-http", work::run, notStarted -> {});
  }
}
