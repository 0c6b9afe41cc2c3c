package ai.trainy.pluto.local;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;

/** How a local Pluto is started; filled once, then only read. */
final class Options {
  /** The TCP port, 0 for any free one. */
  int port;

  /** The name or address that other machines know this one by; null: there are none. */
  String host;

  /** Where everything is kept; null: in memory. */
  Path directory;

  /** The only key that is accepted; null: any well-formed one. */
  String key;

  Clock clock = Clock.systemUTC();

  /** The address to listen on. */
  InetAddress address() throws IOException {
    return host == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
  }

  /** The name in addresses that clients are given. */
  String name() {
    return host == null ? "127.0.0.1" : host;
  }
}
