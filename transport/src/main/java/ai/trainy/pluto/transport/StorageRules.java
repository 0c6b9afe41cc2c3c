package ai.trainy.pluto.transport;

import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.settings.Setting;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Which addresses files are uploaded to. They come from the server, so they must not make this
 * machine ask what only it can reach: a cloud's metadata service, for one. Safe for use by several
 * threads.
 */
final class StorageRules implements Dns {
  /** A host that is none to upload to, found when its name was looked up. */
  static final class ForbiddenHostException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenHostException(String host) {
      super("the upload address names a link-local host, " + host);
    }
  }

  private final boolean httpAllowed;
  private final Dns names;

  /** Named by people and not by the server, so they may be anywhere. */
  private final Set<String> proxies = ConcurrentHashMap.newKeySet();

  /** The last host that proxies may be asked for: in most programs there is only one. */
  private volatile String passed = "";

  /**
   * @param httpAllowed whether plain http will do
   */
  StorageRules(boolean httpAllowed) {
    this(httpAllowed, Dns.SYSTEM);
  }

  StorageRules(boolean httpAllowed, Dns names) {
    this.httpAllowed = httpAllowed;
    this.names = names;
  }

  /**
   * Returns why nothing is uploaded to an address; empty if it is one to upload to. Looks up no
   * name: {@link #lookup} does, when a connection is made, and {@link #faultBehind}.
   *
   * @param url the address, null if it cannot be read as http or https
   */
  Optional<String> fault(HttpUrl url) {
    if (url == null) {
      return Optional.of("the upload address is not an http or https URL");
    }
    if (!url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty()) {
      return Optional.of("the upload address contains a user name or password");
    }
    if (!httpAllowed && !url.isHttps()) {
      return Optional.of(
          "the upload address is http although Pluto's is https; set "
              + Setting.HTTP_STORAGE.variable()
              + "=allow to upload there");
    }
    return isNumber(url.host()) ? linkLocal(url.host()) : Optional.empty();
  }

  /** Numbers, in whatever spelling, are not looked up by {@link #lookup}. */
  private static boolean isNumber(String host) {
    return host.contains(":") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private static Optional<String> linkLocal(String number) {
    try {
      return isLinkLocal(InetAddress.getByName(number))
          ? Optional.of(Reason.of(new ForbiddenHostException(number)))
          : Optional.empty();
    } catch (UnknownHostException noAddress) {
      // Then nothing can be asked there.
      return Optional.empty();
    }
  }

  /**
   * Returns why nothing is uploaded to a host through proxies, which look its name up themselves. A
   * name that this machine does not know may be known to them. Each name is looked up once.
   *
   * @param through the way to the host, as OkHttp takes it
   */
  Optional<String> faultBehind(List<Proxy> through, String host) {
    boolean proxied = false;
    for (Proxy proxy : through) {
      if (proxy.type() != Proxy.Type.DIRECT) {
        proxied = true;
        proxies.add(((InetSocketAddress) proxy.address()).getHostString());
      }
    }
    if (!proxied || host.equals(passed)) {
      return Optional.empty();
    }
    try {
      check(host, names.lookup(host));
    } catch (ForbiddenHostException e) {
      return Optional.of(Reason.of(e));
    } catch (UnknownHostException notKnownHere) {
      // The proxy decides.
    }
    passed = host;
    return Optional.empty();
  }

  /**
   * Looks up the name of a host that is connected to: of storage, or of a proxy on the way there.
   *
   * @throws ForbiddenHostException if storage is meant and one of its addresses is link-local
   */
  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = names.lookup(host);
    if (!proxies.contains(host)) {
      check(host, addresses);
    }
    return addresses;
  }

  private static void check(String host, List<InetAddress> addresses)
      throws ForbiddenHostException {
    if (addresses.stream().anyMatch(StorageRules::isLinkLocal)) {
      throw new ForbiddenHostException(host);
    }
  }

  private static boolean isLinkLocal(InetAddress address) {
    return address.isLinkLocalAddress() || hasLinkLocalV4(address);
  }

  /** Of ::169.254.x.x; Java itself unwraps ::ffff:169.254.x.x. */
  private static boolean hasLinkLocalV4(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        && Arrays.equals(Arrays.copyOf(bytes, 12), new byte[12])
        && (bytes[12] & 0xFF) == 169
        && (bytes[13] & 0xFF) == 254;
  }
}
