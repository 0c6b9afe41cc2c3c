package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.messages.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Object storage. A client of its own: the key must not come along, it would leak, and stores
 * refuse a second way to authenticate (section 9.6).
 */
final class Storage {
  private static final int MAX_REASON_BYTES = 4096;

  /** For each piece of a file, not for the whole, which may be of any size. */
  private static final Duration STALLED = Duration.ofMinutes(2);

  /**
   * The system holds this much, or less, of a file when all of it is written. To have it hold less,
   * as requests to Pluto do, would slow large files down on long ways.
   */
  private static final long SEND_BUFFER_BYTES = 4 << 20;

  private static final long SLOWEST_BYTES_PER_SECOND = 10_000;

  private final Calls calls = new Calls();
  private final Network network;
  private final StorageRules rules;
  private final Duration stalled;

  /** By whether they are for https. Most programs upload no files: made for the first. */
  private final Map<Boolean, OkHttpClient> clients = new HashMap<>();

  Storage(Network network, StorageRules rules) {
    this(network, rules, STALLED);
  }

  /**
   * @param stalled how long it may take until the next byte moves
   */
  Storage(Network network, StorageRules rules, Duration stalled) {
    this.network = network;
    this.rules = rules;
    this.stalled = stalled;
  }

  private synchronized OkHttpClient client(boolean encrypted) {
    return clients.computeIfAbsent(
        encrypted,
        forHttps ->
            network
                .client(forHttps)
                .dns(rules)
                .addInterceptor(calls)
                .connectTimeout(Duration.ofSeconds(10))
                .build());
  }

  /** PUTs a file, read from disk as it is sent, with its length. */
  Outcome<Void> put(String address, Path file, String fileType) {
    HttpUrl url = HttpUrl.parse(address);
    Optional<String> fault =
        rules.fault(url).or(() -> rules.faultBehind(network.proxies(url), url.host()));
    if (fault.isPresent()) {
      return Outcome.refused(fault.get());
    }
    OneShotBody body = new OneShotBody(RequestBody.create(file.toFile(), null));
    Request request =
        new Request.Builder()
            .url(url)
            // Not with the body: that takes no type without a slash, as that of masks.
            .header("Content-Type", ContentType.of(fileType))
            .tag(StallTimeouts.class, timeouts(file.toFile().length()))
            .put(body)
            .build();
    try (Response response = client(url.isHttps()).newCall(request).execute()) {
      ApiResponse apiResponse =
          new ApiResponse(
              response.code(), Content.of(response, MAX_REASON_BYTES), Http.retryAfter(response));
      return StorageFailure.of(apiResponse, response.header("ETag") != null);
    } catch (StorageRules.ForbiddenHostException e) {
      return Outcome.refused(Reason.of(e));
    } catch (IOException | RuntimeException e) {
      return calls
          .failure(body.isBegun())
          .orElseGet(() -> network.failure(url).response(e, body.isBegun()))
          .outage();
    }
  }

  private StallTimeouts timeouts(long bytes) {
    long toDrain = Math.min(bytes, SEND_BUFFER_BYTES);
    return new StallTimeouts(stalled, stalled.plusSeconds(toDrain / SLOWEST_BYTES_PER_SECOND));
  }

  synchronized void close() {
    calls.close(clients.values());
  }
}
