package ai.trainy.pluto.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port on which nobody listens, and which the system gives to nobody else meanwhile: another
 * server on it would get what programs send to the one that is down.
 */
final class HeldPort implements AutoCloseable {
  private final Socket socket;

  private HeldPort(Socket socket) {
    this.socket = socket;
  }

  /** Holds a port that was just closed; where that fails, as without descriptors, it is free. */
  static HeldPort of(InetAddress address, int port) {
    Socket socket = new Socket();
    HeldPort held = new HeldPort(socket);
    try {
      // So the server itself can listen on it again.
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
      // Then the process still has it, and nobody else.
    }
  }
}
