package ai.trainy.pluto.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets that send at once. Without TCP_NODELAY the last, part-filled piece of each request waits
 * until the other side has acknowledged the piece before, which it may put off for 40 ms.
 */
final class NoDelaySocketFactory extends SocketFactory {
  /** The system chooses, and changes, how much it holds of what is written. */
  static final int SYSTEM_BUFFER = 0;

  private final int sendBufferBytes;

  /**
   * @param sendBufferBytes how much of what is written the system may hold before it is sent, as
   *     far as it lets itself be told; {@link #SYSTEM_BUFFER} to leave that to it
   */
  NoDelaySocketFactory(int sendBufferBytes) {
    this.sendBufferBytes = sendBufferBytes;
  }

  /**
   * OkHttp makes its sockets this way, and connects them itself. The way is chosen by then: a plain
   * socket would go through the JVM's SOCKS proxy all the same.
   */
  @Override
  public Socket createSocket() throws IOException {
    return atOnce(new Socket(Proxy.NO_PROXY));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return atOnce(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return atOnce(new Socket(host, port, localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return atOnce(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return atOnce(new Socket(address, port, localAddress, localPort));
  }

  private Socket atOnce(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    if (sendBufferBytes != SYSTEM_BUFFER) {
      socket.setSendBufferSize(sendBufferBytes);
    }
    return socket;
  }
}
