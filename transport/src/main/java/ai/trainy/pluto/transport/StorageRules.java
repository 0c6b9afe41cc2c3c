package ai.trainy.pluto.transport;

import ai.trainy.pluto.settings.Setting;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Which addresses files are uploaded to. They come from the server, so they must not make this
 * machine ask what only it can reach: a cloud's metadata service, for one. Immutable.
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
   * name: {@link #lookup} does, when a connection is made.
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
          ? Optional.of(new ForbiddenHostException(number).getMessage())
          : Optional.empty();
    } catch (UnknownHostException noAddress) {
      // Then nothing can be asked there.
      return Optional.empty();
    }
  }

  /**
   * Looks up a name.
   *
   * @throws ForbiddenHostException if one of its addresses is link-local
   */
  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = names.lookup(host);
    if (addresses.stream().anyMatch(StorageRules::isLinkLocal)) {
      throw new ForbiddenHostException(host);
    }
    return addresses;
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
