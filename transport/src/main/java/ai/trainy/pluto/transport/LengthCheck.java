package ai.trainy.pluto.transport;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Turns a negative length of an answer into what it is: no HTTP. OkHttp takes it, throws when the
 * answer is read, and never gets its connection back, of which it complains on the program's
 * stderr. For use where it is still inside a call.
 */
final class LengthCheck implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.header("Content-Length", "").startsWith("-")) {
      throw new ProtocolException("a negative length");
    }
    return response;
  }
}
