package ai.trainy.pluto.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that are written as numbers. No name is looked up here. */
final class IpAddress {
  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern V4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private IpAddress() {}

  /**
   * @param host without brackets; a name gives empty
   */
  static Optional<InetAddress> of(String host) {
    if (!V4.matcher(host).matches() && !V6.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException notOne) {
      return Optional.empty();
    }
  }

  /** Whether it is this machine, by number or by name. */
  static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || of(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }
}
