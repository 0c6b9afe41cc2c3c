package ai.trainy.pluto.endtoend;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/**
 * A D-Bus that takes connections and never says a word: what a keyring that hangs looks like. Made
 * by reflection, because Java 11, for which the tests are compiled, has no such sockets.
 */
final class SilentBus implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel channel;

  SilentBus(Path socket) throws ReflectiveOperationException, IOException {
    this.socket = socket;
    this.channel =
        (ServerSocketChannel)
            ServerSocketChannel.class
                .getMethod("open", ProtocolFamily.class)
                .invoke(null, StandardProtocolFamily.valueOf("UNIX"));
    channel.bind(
        (SocketAddress)
            Class.forName("java.net.UnixDomainSocketAddress")
                .getMethod("of", Path.class)
                .invoke(null, socket));
  }

  /** The address, for {@code DBUS_SESSION_BUS_ADDRESS}. */
  String address() {
    return "unix:path=" + socket;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
