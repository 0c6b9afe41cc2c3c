package ai.trainy.pluto.transport;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The way to each server. The first that has something to say decides: {@link Setting#PROXY}, the
 * JVM, the environment. Safe for use by several threads.
 */
final class ProxyRoutes extends ProxySelector {
  private static final String NONE = "none";

  private final Optional<ProxyRoute> asked;
  private final JvmProxies jvm;
  private final EnvironmentProxies environment;

  ProxyRoutes(Settings settings, JvmProxies jvm) {
    String source = settings.source(Setting.PROXY);
    this.asked =
        settings
            .text(Setting.PROXY)
            .map(
                text ->
                    text.equalsIgnoreCase(NONE)
                        ? ProxyRoute.direct(source)
                        : ProxyRoute.through(text, source));
    this.jvm = jvm;
    this.environment = new EnvironmentProxies(settings::foreign);
  }

  /** The way that is asked for, to whatever server. */
  Optional<ProxyRoute> asked() {
    return asked;
  }

  ProxyRoute of(HttpUrl url) {
    if (asked.isPresent()) {
      return asked.get();
    }
    if (url.uri().getHost() == null) {
      // A name that no URI may have (pluto_api, say): OkHttp asks no selector about it.
      return ProxyRoute.direct("");
    }
    return jvm.of(url).orElseGet(() -> environment.of(url));
  }

  @Override
  public List<Proxy> select(URI uri) {
    HttpUrl url = HttpUrl.get(uri);
    return url == null ? List.of(Proxy.NO_PROXY) : of(url).proxies();
  }

  @Override
  public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
    HttpUrl url = HttpUrl.get(uri);
    if (url != null && of(url).isOfTheJvm()) {
      jvm.connectFailed(uri, proxy, failure);
    }
  }
}
