package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.credentials.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Requests with the key. Everything that can go wrong on the way comes back as a {@link
 * ApiResponse}.
 *
 * <p>Time-outs are for progress: a request takes as long as it takes while bytes move, and ends
 * when none have moved for the time given.
 */
final class Http {
  /** A reason never needs more; a proxy's error page can be long. */
  private static final long MAX_BODY_BYTES = 1 << 20;

  /** What is read can be: a run's config, say. */
  private static final long MAX_READ_BYTES = 1 << 24;

  /**
   * What the system may hold of a request when all of it is written: on a slow line, the time to
   * send that is time without an answer. Linux takes twice the number, and would take up to 4 MB by
   * itself: 400 s at 10 kB/s.
   */
  private static final int SEND_BUFFER_BYTES = 1 << 17;

  private final OkHttpClient client;
  private final Calls calls = new Calls();
  private final ApiKey key;
  private final Network network;

  Http(ApiKey key, Network network) {
    this.key = key;
    this.network = network;
    this.client =
        network
            .client(network.isEncrypted())
            .socketFactory(new NoDelaySocketFactory(SEND_BUFFER_BYTES))
            .addInterceptor(calls)
            .connectTimeout(network.timeouts().connect())
            // The services speak HTTP/1.1 (section 8.1), and one connection carries one request.
            .protocols(Collections.singletonList(Protocol.HTTP_1_1))
            .build();
  }

  /**
   * A read. One that is answered by a 503 with {@code Retry-After: 0} is repeated, once.
   *
   * @param stalled how long it may take until the next byte moves
   */
  ApiResponse get(HttpUrl url, Duration stalled) {
    Request request = request(url, headers().build(), stalled).build();
    try {
      return answer(request, MAX_READ_BYTES);
    } catch (IOException | RuntimeException e) {
      return calls.failure(true).orElseGet(() -> network.failure(url).response(e, true));
    }
  }

  /**
   * @param stalled how long it may take until the next byte moves
   */
  ApiResponse post(String url, RequestBody body, Duration stalled) {
    return send(HttpUrl.get(url), body, headers().build(), stalled);
  }

  /** A POST to ingest, which knows the run by its headers (section 8.2). */
  ApiResponse post(String url, RequestBody body, RunHandle run, Duration stalled) {
    Headers.Builder headers = headers().set("X-Run-Id", Long.toString(run.runId()));
    addIfReadable(headers, "X-Run-Name", run.runName());
    // Without it ingest takes nothing, and says so: rows would go astray under another name.
    addIfReadable(headers, "X-Project-Name", run.projectName());
    return send(HttpUrl.get(url), body, headers.build(), stalled);
  }

  private static void addIfReadable(Headers.Builder headers, String name, String value) {
    if (HeaderText.isReadable(value)) {
      headers.add(name, value);
    }
  }

  private Headers.Builder headers() {
    return new Headers.Builder()
        .set("Authorization", "Bearer " + key.value())
        .set("User-Agent", "pluto");
  }

  private static Request.Builder request(HttpUrl url, Headers headers, Duration stalled) {
    return new Request.Builder()
        .url(url)
        .headers(headers)
        .tag(StallTimeouts.class, new StallTimeouts(stalled, stalled));
  }

  private ApiResponse send(HttpUrl url, RequestBody body, Headers headers, Duration stalled) {
    OneShotBody oneShot = new OneShotBody(body);
    Request request = request(url, headers, stalled).post(oneShot).build();
    try {
      return answer(request, MAX_BODY_BYTES);
    } catch (IOException | RuntimeException e) {
      return oneShot
          .failure()
          .or(() -> calls.failure(oneShot.isBegun()))
          .orElseGet(() -> network.failure(url).response(e, oneShot.isBegun()));
    }
  }

  private ApiResponse answer(Request request, long maxBytes) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      // An answer may quote the request, and reasons are shown to people.
      Content content = Content.of(response, maxBytes).without(key.value());
      return new ApiResponse(response.code(), content, retryAfter(response));
    }
  }

  static Duration retryAfter(Response response) {
    String header = response.header("Retry-After");
    // Only the form in seconds is in use; an hour is longer than any server here means.
    return header != null && header.matches("\\d{1,9}")
        ? Duration.ofSeconds(Math.min(Long.parseLong(header), 3600))
        : Duration.ZERO;
  }

  void close() {
    calls.close(List.of(client));
  }
}
