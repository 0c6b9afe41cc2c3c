package ai.trainy.pluto.local;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a local Pluto is started; filled once, then only read. */
final class Options {
  /** The TCP port, 0 for any free one. */
  int port;

  /** The name or address that other machines know this one by; null: there are none. */
  @Nullable String host;

  /** Where everything is kept; null: in memory. */
  @Nullable Path directory;

  /** The only key that is accepted; null: any well-formed one. */
  @Nullable String key;

  Clock clock = Clock.systemUTC();

  /** The address to listen on. */
  InetAddress address() throws IOException {
    return host == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
  }

  /** The name in addresses that clients are given. */
  String name() {
    return names().get(0);
  }

  /** The names that a browser can find this machine by. */
  List<String> names() {
    if (host == null) {
      return List.of("127.0.0.1");
    }
    if (!isEveryAddress()) {
      return List.of(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host);
    }
    List<String> names = new ArrayList<>(addresses());
    names.add("localhost");
    return names;
  }

  /** Whether this machine is reached by a name: no page from elsewhere can lead here by another. */
  boolean isOwn(String name) {
    return List.of("127.0.0.1", "localhost", "[::1]").contains(name)
        || names().contains(name)
        // As others see this machine from outside a container, say; and numbers lead nowhere else.
        || (isEveryAddress() && name.matches("[0-9.]+|\\[.*\\]"));
  }

  /** Not an address to open: it stands for all that this machine has. */
  private boolean isEveryAddress() {
    return host != null && host.matches("0\\.0\\.0\\.0|\\[?::\\]?");
  }

  private static List<String> addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .collect(Collectors.toList());
    } catch (SocketException e) {
      return List.of();
    }
  }
}
