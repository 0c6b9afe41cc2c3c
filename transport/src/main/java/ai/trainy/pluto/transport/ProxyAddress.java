package ai.trainy.pluto.transport;

import ai.trainy.pluto.settings.Address;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Credentials;

/**
 * A proxy as people write it down: {@code http://user:password@proxy:3128}, {@code
 * socks5://proxy:1080}, {@code proxy:3128}. Immutable; prints without user and password.
 */
final class ProxyAddress {
  /** Up to the last {@code @} all is user and password: people do not always encode them. */
  private static final Pattern TEXT =
      Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(?:(.*)@)?([^@]*?)/*", Pattern.DOTALL);

  private static final Pattern PLACE =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([^:\\[\\]/?#\\s]+))(?::(.*))?");

  private static final int HTTP_PORT = 80;
  private static final int SOCKS_PORT = 1080;

  private final Proxy.Type type;
  private final String host;
  private final int port;
  private final Optional<String> login;

  /**
   * @throws IllegalArgumentException with what is wrong as its message, which shows nothing of the
   *     text: a password may be anywhere in it
   */
  ProxyAddress(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("names no host");
    }
    this.type = type(parts.group(1) == null ? "http" : parts.group(1).toLowerCase(Locale.ROOT));
    Matcher place = PLACE.matcher(parts.group(3));
    if (!place.matches()) {
      throw new IllegalArgumentException("names no host");
    }
    this.host = place.group(1) == null ? place.group(2) : place.group(1);
    this.port = place.group(3) == null ? defaultPort() : port(place.group(3));
    this.login = Optional.ofNullable(parts.group(2)).map(ProxyAddress::basic);
  }

  private static Proxy.Type type(String scheme) {
    switch (scheme) {
      case "http":
        return Proxy.Type.HTTP;
      case "socks":
      case "socks5":
      case "socks5h":
        return Proxy.Type.SOCKS;
      case "https":
        throw new IllegalArgumentException(
            "asks for TLS to the proxy itself, which is not possible");
      default:
        throw new IllegalArgumentException("does not start with http:// or socks5://");
    }
  }

  private int defaultPort() {
    return type == Proxy.Type.HTTP ? HTTP_PORT : SOCKS_PORT;
  }

  private static int port(String text) {
    Address.faultOfPort(text)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault);
            });
    return Integer.parseInt(text);
  }

  private static String basic(String userInfo) {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return Credentials.basic(decoded(user), decoded(password), StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    try {
      // A plus is a plus here, and not the blank that it is in forms.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /** Its name is not looked up: that happens when a connection is made. */
  Proxy proxy() {
    return new Proxy(type, InetSocketAddress.createUnresolved(host, port));
  }

  /** The value of {@code Proxy-Authorization}, if there are a user and a password. */
  Optional<String> login() {
    return login;
  }
}
