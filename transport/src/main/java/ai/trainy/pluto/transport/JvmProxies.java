package ai.trainy.pluto.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/**
 * The proxies of this JVM: its properties, the system's where the JVM is told to ask for them, or a
 * selector of the program's own. A JVM that has been told nothing of proxies is not asked: its
 * selector reads {@code java.net.useSystemProxies} once, when it is first used, and that is for the
 * program to do.
 *
 * <p>All of these are looked at each time, since the program may change them. They may be code of
 * the program; what it throws goes no further.
 */
final class JvmProxies {
  /** The selector of a JVM in which nobody has put another. */
  private static final String STANDARD = "sun.net.spi.DefaultProxySelector";

  private static final String SYSTEM_PROXIES = "java.net.useSystemProxies";

  private final Supplier<ProxySelector> selector;
  private final BooleanSupplier inUse;
  private final UnaryOperator<String> properties;

  /**
   * @param selector gives null where there is none
   * @param inUse whether the program or the JVM has used the selector, or set another
   * @param properties gives null for those not set
   */
  JvmProxies(
      Supplier<ProxySelector> selector, BooleanSupplier inUse, UnaryOperator<String> properties) {
    this.selector = selector;
    this.inUse = inUse;
    this.properties = properties;
  }

  static JvmProxies ofThisJvm(BooleanSupplier inUse) {
    return new JvmProxies(ProxySelector::getDefault, inUse, NetProperties.ofThisJvm());
  }

  /** What the JVM says; empty if nobody has told it anything about proxies. */
  Optional<ProxyRoute> of(HttpUrl url) {
    Optional<String> property = property(url);
    if (property.isEmpty() && !asksTheSystem() && !inUse.getAsBoolean()) {
      return Optional.empty();
    }
    ProxySelector chosen = selector.get();
    if (chosen == null) {
      return Optional.empty();
    }
    boolean own = !chosen.getClass().getName().equals(STANDARD);
    String source = own ? "the program's ProxySelector" : property.orElse(SYSTEM_PROXIES);
    List<Proxy> proxies = answer(chosen, url.uri());
    if (proxies.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
      return Optional.of(ProxyRoute.ofTheJvm(proxies, source));
    }
    // Direct because somebody has said so, by http.nonProxyHosts say, or for want of any word?
    return own || property.isPresent() ? Optional.of(ProxyRoute.direct(source)) : Optional.empty();
  }

  private Optional<String> property(HttpUrl url) {
    return Stream.of(url.scheme() + ".proxyHost", "proxyHost", "socksProxyHost")
        .filter(name -> properties.apply(name) != null && !properties.apply(name).isEmpty())
        .findFirst();
  }

  private boolean asksTheSystem() {
    return Boolean.parseBoolean(properties.apply(SYSTEM_PROXIES));
  }

  private static List<Proxy> answer(ProxySelector selector, URI uri) {
    try {
      List<Proxy> proxies = selector.select(uri);
      return proxies == null
          ? List.of()
          : proxies.stream().filter(JvmProxies::isUsable).collect(Collectors.toList());
    } catch (RuntimeException itsOwnAffair) {
      return List.of();
    }
  }

  private static boolean isUsable(Proxy proxy) {
    return proxy != null
        && (proxy.type() == Proxy.Type.DIRECT || proxy.address() instanceof InetSocketAddress);
  }

  /** Tells the selector that one of its proxies was not reached: it may choose another then. */
  void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
    try {
      ProxySelector chosen = selector.get();
      if (chosen != null) {
        chosen.connectFailed(uri, proxy, failure);
      }
    } catch (RuntimeException itsOwnAffair) {
      // It was told.
    }
  }
}
