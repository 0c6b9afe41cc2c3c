package ai.trainy.pluto.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The open port and the threads behind it, from one start to the next stop. */
final class Listener {
  /** More than a client uses at once, so that hanging requests leave room for others. */
  private static final int THREADS = 16;

  private static final int BIND_ATTEMPTS = 100;

  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Listener(HttpServer server) {
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "local-pluto");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Opens the port; nothing is answered before {@link #serve}.
   *
   * @param port 0 for any free one
   */
  static Listener open(InetAddress address, int port) throws IOException {
    // Head and body of an answer are two writes; with Nagle's algorithm the second would wait for
    // the client's delayed acknowledgement, 40 ms. The JDK reads this once and has no other way.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    return new Listener(HttpServer.create(new InetSocketAddress(address, port), 0));
  }

  /** Opens a port this process has just closed; the system may take a moment to let it go. */
  static Listener reopen(InetAddress address, int port) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return open(address, port);
      } catch (BindException e) {
        if (attempt == BIND_ATTEMPTS) {
          throw e;
        }
        pause();
      }
    }
  }

  void serve(Front front) {
    server.createContext("/", exchange -> front.handle(exchange, stopped));
    server.setExecutor(threads);
    server.start();
  }

  InetAddress address() {
    return server.getAddress().getAddress();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Closes the port and every connection; requests in hand go unanswered. */
  void stop() {
    stopped.countDown();
    server.stop(0);
    threads.shutdown(); // without interrupting: that would close the files that threads write
  }

  /** Waits for the threads of requests in hand; they end soon after {@link #stop}. */
  void join() throws InterruptedException {
    threads.awaitTermination(10, TimeUnit.SECONDS);
  }

  private static void pause() throws BindException {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BindException("interrupted while waiting for the port");
    }
  }
}
