package ai.trainy.pluto.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A port that speaks TLS, in front of one on this machine that does not. */
final class TlsFront implements AutoCloseable {
  static final String PASSWORD = "changeit";

  private final ServerSocket server;
  private final int behind;

  /**
   * @param store has the server's key; PKCS 12
   */
  TlsFront(Path store, int behind) throws IOException {
    this.behind = behind;
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      this.server =
          context
              .getServerSocketFactory()
              .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    start(this::accept);
  }

  URI url() {
    return URI.create("https://localhost:" + server.getLocalPort());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket outside = server.accept();
        Socket inside = new Socket(InetAddress.getLoopbackAddress(), behind);
        start(() -> copy(outside, inside));
        start(() -> copy(inside, outside));
      } catch (IOException closed) {
        // Here or there: the client tries again, or the test has ended.
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (Socket read = from;
        Socket written = to) {
      InputStream in = read.getInputStream();
      OutputStream out = written.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException closed) {
      // Both are, then.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tls-front");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
