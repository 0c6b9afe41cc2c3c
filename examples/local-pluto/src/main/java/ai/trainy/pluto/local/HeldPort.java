package ai.trainy.pluto.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Reserves the port of a server that is down. Connections are refused, and no other server can get
 * the port and receive what programs send to this one.
 */
final class HeldPort implements AutoCloseable {
  private final Socket socket;

  private HeldPort(Socket socket) {
    this.socket = socket;
  }

  /** Reserves a port that was just closed. If that fails, the port is free for other servers. */
  static HeldPort of(InetAddress address, int port) {
    Socket socket = new Socket();
    HeldPort held = new HeldPort(socket);
    try {
      // Lets the server listen on it again.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      held.close();
    }
    return held;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The port stays reserved until the process ends.
    }
  }
}
