package ai.trainy.pluto.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Connection;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Gives a proxy the user and password that stand in its address, and no one else. One that the JVM
 * chose gets those of the program's {@link java.net.Authenticator}, as the JDK does it.
 *
 * <p>A tunnel is asked for with them at once; a request for http carries them, too, since OkHttp
 * would not repeat a body after the proxy's question. They are given once: a proxy that then asks
 * for others gets no answer.
 */
final class ProxyLogin implements Authenticator, Interceptor {
  private static final String HEADER = "Proxy-Authorization";

  private final ProxyRoutes routes;

  ProxyLogin(ProxyRoutes routes) {
    this.routes = routes;
  }

  /** For a tunnel: {@code CONNECT}, first before the proxy has said anything. */
  @Override
  public @Nullable Request authenticate(@Nullable Route route, Response response) {
    Request request = response.request();
    if (route == null || !request.isHttps() || request.header(HEADER) != null) {
      return null;
    }
    ProxyRoute proxyRoute = routes.of(route.address().url());
    return proxyRoute
        .login(route.proxy())
        .or(() -> proxyRoute.isOfTheJvm() ? ofTheProgram(route, response) : Optional.empty())
        .map(login -> request.newBuilder().header(HEADER, login).build())
        .orElse(null);
  }

  private static Optional<String> ofTheProgram(Route route, Response response) {
    InetSocketAddress proxy = (InetSocketAddress) route.proxy().address();
    for (Challenge challenge : response.challenges()) {
      if (challenge.scheme().equalsIgnoreCase("Basic")) {
        try {
          PasswordAuthentication answer =
              java.net.Authenticator.requestPasswordAuthentication(
                  proxy.getHostString(),
                  proxy.getAddress(),
                  proxy.getPort(),
                  "http",
                  challenge.realm(),
                  challenge.scheme(),
                  response.request().url().url(),
                  java.net.Authenticator.RequestorType.PROXY);
          return Optional.ofNullable(answer).map(ProxyLogin::basic);
        } catch (RuntimeException itsOwnAffair) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static String basic(PasswordAuthentication answer) {
    return Credentials.basic(
        answer.getUserName(), new String(answer.getPassword()), StandardCharsets.UTF_8);
  }

  /** For a request that the proxy itself reads, since it is not inside TLS. */
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Connection connection = chain.connection();
    if (connection != null
        && !request.isHttps()
        && connection.route().proxy().type() == Proxy.Type.HTTP) {
      Optional<String> login = routes.of(request.url()).login(connection.route().proxy());
      if (login.isPresent()) {
        return chain.proceed(request.newBuilder().header(HEADER, login.get()).build());
      }
    }
    return chain.proceed(request);
  }
}
