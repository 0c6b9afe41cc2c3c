package ai.trainy.pluto.transport;

import okhttp3.MediaType;
import okhttp3.RequestBody;

/** The bodies of requests. */
final class Body {
  /**
   * Without it, api hands its handlers an empty object (section 0.3): it is set here and nowhere
   * else.
   */
  private static final MediaType JSON = MediaType.get("application/json");

  private Body() {}

  static RequestBody none() {
    return RequestBody.create(new byte[0], null);
  }

  static RequestBody json(byte[] utf8) {
    return RequestBody.create(utf8, JSON);
  }
}
