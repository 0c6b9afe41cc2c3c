package ai.trainy.pluto.transport;

import java.io.IOException;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that OkHttp does not send again by itself, as it does after a 503 with {@code Retry-After:
 * 0}: one call is one request.
 */
final class OneShotBody extends RequestBody {
  private final RequestBody body;
  private boolean begun;
  private @Nullable RuntimeException failure;

  OneShotBody(RequestBody body) {
    this.body = body;
  }

  /** Whether any of it may have left: no service acts on a request without its body. */
  boolean isBegun() {
    return begun;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() throws IOException {
    return body.contentLength();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    begun = true;
    try {
      body.writeTo(sink);
    } catch (RuntimeException e) {
      failure = e;
      throw new IOException("the request cannot be written", e);
    }
  }

  /**
   * Returns what is wrong with the body itself, if something is: no JSON can be made of it, say.
   */
  Optional<ApiResponse> failure() {
    return Optional.ofNullable(failure)
        .map(
            e ->
                new ApiResponse(
                    "the request cannot be written: " + e, ApiResponse.Lack.UNWRITABLE));
  }
}
