package ai.trainy.pluto.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A server that reads each request to its end, answers with bytes, and closes the connection. */
final class BytesServer implements Closeable {
  private static final int LONG_ENOUGH = 1 << 16;

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Supplier<byte[]> answers;
  private final Consumer<String> heads;

  /**
   * @param answers asked once for each request
   */
  BytesServer(Supplier<byte[]> answers) throws IOException {
    this(answers, head -> {});
  }

  /**
   * @param heads told the head of each request
   */
  BytesServer(Supplier<byte[]> answers, Consumer<String> heads) throws IOException {
    this.answers = answers;
    this.heads = heads;
    Thread thread = new Thread(this::serve, "bytes-server");
    thread.setDaemon(true);
    thread.start();
  }

  static BytesServer answering(String answer) throws IOException {
    return new BytesServer(() -> answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        readRequest(client.getInputStream());
        OutputStream out = client.getOutputStream();
        out.write(answers.get());
        out.flush();
      } catch (IOException closed) {
        // By the client, which has heard enough, or by the test.
      }
    }
  }

  private void readRequest(InputStream in) throws IOException {
    String head = readUntil(in, "\r\n\r\n");
    heads.accept(head);
    int length = head.indexOf("Content-Length: ");
    if (length >= 0) {
      int start = length + "Content-Length: ".length();
      in.readNBytes(Integer.parseInt(head.substring(start, head.indexOf("\r\n", start))));
    } else if (head.contains("chunked")) {
      readUntil(in, "\r\n0\r\n\r\n");
    }
  }

  private static String readUntil(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end, Math.max(0, text.length() - end.length())) < 0) {
      int next = in.read();
      if (next < 0 || text.length() > LONG_ENOUGH) {
        throw new IOException("no request");
      }
      text.append((char) next);
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
