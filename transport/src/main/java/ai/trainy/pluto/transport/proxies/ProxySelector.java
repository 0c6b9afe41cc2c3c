package ai.trainy.pluto.transport.proxies;

import java.io.IOException;
import java.net.Proxy;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has the methods of {@code java.net.ProxySelector} that OkHttp calls. */
public abstract class ProxySelector {
  /** Returns null, for none: every HTTP client is given one. */
  public static @Nullable ProxySelector getDefault() {
    return null;
  }

  public abstract List<Proxy> select(URI uri);

  public abstract void connectFailed(URI uri, SocketAddress proxy, IOException failure);
}
