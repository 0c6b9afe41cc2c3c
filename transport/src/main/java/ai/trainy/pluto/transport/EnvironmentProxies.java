package ai.trainy.pluto.transport;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/**
 * The proxies that the environment names, as other programs read it: {@code https_proxy} and the
 * like. Immutable.
 */
final class EnvironmentProxies {
  private final Optional<ProxyRoute> https;
  private final Optional<ProxyRoute> http;
  private final NoProxy noProxy;
  private final String noProxySource;

  /**
   * @param variables gives the value of a variable, if it is set
   */
  EnvironmentProxies(Function<String, Optional<String>> variables) {
    this.https = first(variables, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
    // Not HTTP_PROXY: senders of requests to a CGI program can set that by a header.
    this.http = first(variables, "http_proxy", "all_proxy", "ALL_PROXY");
    this.noProxySource = variables.apply("no_proxy").isPresent() ? "no_proxy" : "NO_PROXY";
    this.noProxy = new NoProxy(variables.apply(noProxySource).orElse(""));
  }

  private static Optional<ProxyRoute> first(
      Function<String, Optional<String>> variables, String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                variables
                    .apply(name)
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .map(value -> ProxyRoute.through(value, name))
                    .stream())
        .findFirst();
  }

  ProxyRoute of(HttpUrl url) {
    Optional<ProxyRoute> route = url.isHttps() ? https : http;
    if (route.isEmpty() || IpAddress.isLoopback(url.host())) {
      return ProxyRoute.direct("");
    }
    return noProxy.covers(url.host(), url.port()) ? ProxyRoute.direct(noProxySource) : route.get();
  }
}
