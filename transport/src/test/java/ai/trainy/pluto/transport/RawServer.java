package ai.trainy.pluto.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server that does less than HTTP asks for: it takes one connection, never reads from it, writes
 * what it was told to, and keeps the connection open until it is closed.
 */
final class RawServer implements Closeable {

  /** What is written to the connection. */
  interface Words {
    void writeTo(OutputStream out) throws IOException;
  }

  private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Thread thread;
  private volatile Socket connection;

  private RawServer(Words words) throws IOException {
    thread = new Thread(() -> serve(words), "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  static RawServer saying(Words words) throws IOException {
    return new RawServer(words);
  }

  static RawServer saying(String text) throws IOException {
    return new RawServer(out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private void serve(Words words) {
    try {
      connection = socket.accept();
      OutputStream out = connection.getOutputStream();
      words.writeTo(out);
      out.flush();
    } catch (IOException closed) {
      // The other side has heard enough, or the test is over.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    if (connection != null) {
      connection.close();
    }
  }
}
