package ai.trainy.pluto.transport;

import ai.trainy.pluto.threads.DaemonThreads;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Gives each request its {@link StallTimeouts}, and ends all of a client's requests at once. Safe
 * for use by several threads.
 */
final class Calls implements Interceptor {
  private static final String CLOSED = "the connection was closed on this side";

  private volatile boolean closed;
  private volatile boolean used;

  @Override
  public Response intercept(Chain chain) throws IOException {
    // The client knows of this call by now: either it is asked here, or it is cancelled.
    if (closed) {
      throw new IOException(CLOSED);
    }
    used = true;
    StallTimeouts timeouts = chain.request().tag(StallTimeouts.class);
    return chain
        .withWriteTimeout(timeouts.sendingMillis(), TimeUnit.MILLISECONDS)
        .withReadTimeout(timeouts.answeringMillis(), TimeUnit.MILLISECONDS)
        .proceed(chain.request());
  }

  /**
   * Returns why a request failed, if that is because it was cancelled here.
   *
   * @param begun whether any of it may have left
   */
  Optional<ApiResponse> failure(boolean begun) {
    return closed
        ? Optional.of(
            new ApiResponse(
                CLOSED, begun ? ApiResponse.Lack.BROKEN_OFF : ApiResponse.Lack.NOT_SENT))
        : Optional.empty();
  }

  /**
   * Cancels what is under way and refuses what comes. Never blocks.
   *
   * @param clients those whose calls these are; none if none was made yet
   */
  void close(Collection<OkHttpClient> clients) {
    closed = true;
    clients.forEach(client -> client.dispatcher().cancelAll());
    if (used) {
      // Closing TLS waits for the other side's goodbye, as long as it would wait for an answer.
      List<OkHttpClient> made = List.copyOf(clients);
      new DaemonThreads().start("pluto-close", () -> end(made), notClosed -> {});
    }
  }

  private static void end(List<OkHttpClient> clients) {
    clients.forEach(client -> client.connectionPool().evictAll());
    OkioWatchdog.endIfIdle();
  }
}
