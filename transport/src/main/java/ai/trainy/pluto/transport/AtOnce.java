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
final class AtOnce extends SocketFactory {
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

  private static Socket atOnce(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return socket;
  }
}
