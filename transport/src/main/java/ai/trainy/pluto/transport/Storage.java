package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

  private final OkHttpClient client;
  private final Network network;

  Storage(Network network) {
    this.network = network;
    this.client =
        network
            .client()
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(STALLED)
            .writeTimeout(STALLED)
            .build();
  }

  /** PUTs a file, read from disk as it is sent, with its length. */
  Outcome<Void> put(String address, Path file, String fileType) {
    Request request;
    try {
      request =
          new Request.Builder()
              .url(address)
              // Not with the body: that takes no type without a slash, as that of masks.
              .header("Content-Type", ContentType.of(fileType))
              .put(RequestBody.create(file.toFile(), null))
              .build();
    } catch (IllegalArgumentException e) {
      return Outcome.tryAgain("the address to upload to is not one", Duration.ZERO);
    }
    try (Response response = client.newCall(request).execute()) {
      String text = response.peekBody(MAX_REASON_BYTES).string();
      return outcome(new Reply(response.code(), text, Duration.ZERO));
    } catch (IOException e) {
      return Outcome.tryAgain(network.why(e, request.url()), Duration.ZERO);
    }
  }

  private static Outcome<Void> outcome(Reply reply) {
    if (reply.status() >= 200 && reply.status() < 300) {
      return Outcome.accepted(null);
    }
    switch (reply.status()) {
      case 401:
      case 403:
        return Outcome.notSignedIn(reply.describe());
      case 400:
      case 404:
      case 405:
      case 411:
      case 413:
        return Outcome.refused(reply.describe());
      default:
        return Outcome.tryAgain(reply.describe(), Duration.ZERO);
    }
  }

  void close() {
    client.connectionPool().evictAll();
  }
}
