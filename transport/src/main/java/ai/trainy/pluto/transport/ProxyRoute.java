package ai.trainy.pluto.transport;

import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.messages.Reason;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Optional;

/**
 * How one server is reached, and who said so. Immutable; prints for people, without user and
 * password.
 */
final class ProxyRoute {
  private final List<Proxy> proxies;
  private final String source;
  private final Optional<String> login;
  private final boolean ofTheJvm;
  private final Optional<Notice> problem;

  private ProxyRoute(
      List<Proxy> proxies,
      String source,
      Optional<String> login,
      boolean ofTheJvm,
      Optional<Notice> problem) {
    this.proxies = List.copyOf(proxies);
    this.source = source;
    this.login = login;
    this.ofTheJvm = ofTheJvm;
    this.problem = problem;
  }

  /**
   * @param source what asks for it; empty if nothing does
   */
  static ProxyRoute direct(String source) {
    return new ProxyRoute(
        List.of(Proxy.NO_PROXY), source, Optional.empty(), false, Optional.empty());
  }

  /**
   * Through the proxy that somebody wrote down; direct, with a problem to be told, if it cannot be
   * used.
   *
   * @param source where it is written down
   */
  static ProxyRoute through(String text, String source) {
    ProxyAddress address;
    try {
      address = new ProxyAddress(text);
    } catch (IllegalArgumentException e) {
      return new ProxyRoute(
          List.of(Proxy.NO_PROXY),
          "",
          Optional.empty(),
          false,
          Optional.of(Notice.of(TransportMessage.PROXY_UNUSABLE, source, Reason.of(e))));
    }
    Proxy proxy = address.proxy();
    if (proxy.type() == Proxy.Type.SOCKS && address.login().isPresent()) {
      return new ProxyRoute(
          List.of(proxy),
          source,
          Optional.empty(),
          false,
          Optional.of(Notice.of(TransportMessage.PROXY_LOGIN_IGNORED, source)));
    }
    return new ProxyRoute(List.of(proxy), source, address.login(), false, Optional.empty());
  }

  /**
   * @param proxies one after the other, until one answers
   * @param source what configured the JVM
   */
  static ProxyRoute ofTheJvm(List<Proxy> proxies, String source) {
    return new ProxyRoute(proxies, source, Optional.empty(), true, Optional.empty());
  }

  /** For OkHttp; {@link Proxy#NO_PROXY} stands for none. */
  List<Proxy> proxies() {
    return proxies;
  }

  boolean isDirect() {
    return first().type() == Proxy.Type.DIRECT;
  }

  private Proxy first() {
    return proxies.get(0);
  }

  /** The value of {@code Proxy-Authorization} for one of the proxies, if it has been given. */
  Optional<String> login(Proxy proxy) {
    return proxies.contains(proxy) ? login : Optional.empty();
  }

  /** Whether the JVM, or the program in it, has chosen it. */
  boolean isOfTheJvm() {
    return ofTheJvm;
  }

  /** One line about what could not be used. */
  Optional<Notice> problem() {
    return problem;
  }

  /** Of the proxy, which there must be. */
  String host() {
    return ((InetSocketAddress) first().address()).getHostString();
  }

  /** For people: "the proxy http://proxy:3128 (https_proxy)". There must be one. */
  String proxy() {
    String host = host();
    return "the proxy "
        + (first().type() == Proxy.Type.HTTP ? "http://" : "socks5://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + ((InetSocketAddress) first().address()).getPort()
        + because();
  }

  private String because() {
    return source.isEmpty() ? "" : " (" + source + ")";
  }

  @Override
  public String toString() {
    return isDirect() ? "directly" + because() : "through " + proxy();
  }
}
