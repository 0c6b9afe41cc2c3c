package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.credentials.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Requests with the key. Everything that can go wrong on the way comes back as a {@link Reply}. */
final class Http {
  /** A reason never needs more; a proxy's error page can be long. */
  private static final long MAX_BODY_BYTES = 1 << 20;

  /** What is read can be: a run's config, say. */
  private static final long MAX_READ_BYTES = 1 << 24;

  private final OkHttpClient client;
  private final ApiKey key;
  private final Network network;

  Http(ApiKey key, Network network) {
    this.key = key;
    this.network = network;
    this.client =
        network
            .client()
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            // The services speak HTTP/1.1 (section 8.1), and one connection carries one request.
            .protocols(Collections.singletonList(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(4, 1, TimeUnit.MINUTES))
            .build();
  }

  /** A read. One that is answered by a 503 with {@code Retry-After: 0} is repeated, once. */
  Reply get(HttpUrl url, Duration timeout) {
    Request request = new Request.Builder().url(url).headers(headers().build()).build();
    try {
      return answer(request, timeout, MAX_READ_BYTES);
    } catch (IOException e) {
      return new Reply(network.why(e, url), true);
    }
  }

  Reply post(String url, RequestBody body, Duration timeout) {
    return send(url, body, headers().build(), timeout);
  }

  /** A POST to ingest, which knows the run by its headers (section 8.2). */
  Reply post(String url, RequestBody body, RunHandle run, Duration timeout) {
    Headers headers =
        headers()
            .set("X-Run-Id", Long.toString(run.runId()))
            // Nothing reads it, and a run's name may hold any character.
            .set("X-Run-Name", run.runName().replaceAll("[^ -~]", "-"))
            // The name is the server's own echo: what it makes of an odd one is its answer.
            .addUnsafeNonAscii("X-Project-Name", run.projectName())
            .build();
    return send(url, body, headers, timeout);
  }

  private Headers.Builder headers() {
    return new Headers.Builder()
        .set("Authorization", "Bearer " + key.value())
        .set("User-Agent", "pluto");
  }

  private Reply send(String url, RequestBody body, Headers headers, Duration timeout) {
    SentOnce once = new SentOnce(body);
    Request request = new Request.Builder().url(url).headers(headers).post(once).build();
    try {
      return answer(request, timeout, MAX_BODY_BYTES);
    } catch (IOException e) {
      return new Reply(network.why(e, request.url()), once.isBegun());
    }
  }

  private Reply answer(Request request, Duration timeout, long maxBytes) throws IOException {
    Call call = client.newCall(request);
    call.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      // An answer may quote the request, and reasons are shown to people.
      String text = response.peekBody(maxBytes).string().replace(key.value(), "(the key)");
      return new Reply(response.code(), text, retryAfter(response.header("Retry-After")));
    }
  }

  private static Duration retryAfter(String header) {
    // Only the form in seconds is in use; an hour is longer than any server here means.
    return header != null && header.matches("\\d{1,9}")
        ? Duration.ofSeconds(Math.min(Long.parseLong(header), 3600))
        : Duration.ZERO;
  }

  void close() {
    client.connectionPool().evictAll();
  }
}
