package ai.trainy.pluto.transport;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that connects to one server on this machine, whatever host it is asked for: so names need
 * not be known. It keeps what it was asked.
 */
final class FakeProxy implements Closeable {

  /** How a client and the proxy begin. */
  private interface Greeting {
    /** Whether the client is connected through. */
    boolean admits(DataInputStream in, OutputStream out) throws IOException;
  }

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final int target;

  private FakeProxy(int target) throws IOException {
    this.target = target;
  }

  /** Admits every CONNECT. */
  static FakeProxy tunnel(int target) throws IOException {
    return tunnel(target, "", "");
  }

  /**
   * @param login what {@code Proxy-Authorization} must be; empty for anything
   * @param refusal what others are answered
   */
  static FakeProxy tunnel(int target, String login, String refusal) throws IOException {
    FakeProxy proxy = new FakeProxy(target);
    proxy.start(
        (in, out) -> {
          String head = head(in);
          proxy.asked.add(head);
          boolean admitted =
              head.contains("Proxy-Authorization: " + login + "\r\n") || refusal.isEmpty();
          out.write(ascii(admitted ? "HTTP/1.1 200 Connected\r\n\r\n" : refusal));
          return admitted;
        });
    return proxy;
  }

  /** Speaks SOCKS, version 5, without passwords. */
  static FakeProxy socks(int target) throws IOException {
    FakeProxy proxy = new FakeProxy(target);
    proxy.start(
        (in, out) -> {
          in.readByte();
          in.readFully(new byte[in.readUnsignedByte()]);
          out.write(new byte[] {5, 0});
          in.readFully(new byte[3]);
          // A name: whoever sends a number has looked it up.
          byte[] host = new byte[in.readByte() == 3 ? in.readUnsignedByte() : 0];
          in.readFully(host);
          int port = in.readUnsignedShort();
          proxy.asked.add(new String(host, StandardCharsets.US_ASCII) + ":" + port);
          out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
          return true;
        });
    return proxy;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The heads of the requests, or of SOCKS the hosts and ports. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void start(Greeting greeting) {
    run(
        () -> {
          while (true) {
            Socket client = socket.accept();
            connections.add(client);
            run(() -> serve(client, greeting));
          }
        });
  }

  private void serve(Socket client, Greeting greeting) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    if (!greeting.admits(in, client.getOutputStream())) {
      client.close();
      return;
    }
    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
    connections.add(server);
    run(() -> pass(server.getInputStream(), client));
    pass(in, server);
  }

  private static void pass(InputStream from, Socket to) throws IOException {
    byte[] piece = new byte[8192];
    for (int size = from.read(piece); size >= 0; size = from.read(piece)) {
      to.getOutputStream().write(piece, 0, size);
    }
    to.close();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended in the head");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Something that ends when its socket is closed. */
  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // By the other side, or the test is over.
              }
            },
            "fake-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
