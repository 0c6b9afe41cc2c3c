package ai.trainy.pluto.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A Pluto that says yes to everything and only counts: it must never be what is waited for. */
final class CountingServer implements AutoCloseable {
  private static final String ANSWER =
      "{\"organization\":{\"slug\":\"acme\"},\"runId\":1,\"projectName\":\"benchmark\","
          + "\"url\":\"http://localhost/run\",\"status\":\"RUNNING\",\"success\":true}";

  /** Time, step and data; names of metrics have no colon here. */
  private static final int NAMES_OF_A_ROW = 3;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(CountingServer::daemon);
  private final AtomicLong rows = new AtomicLong();

  CountingServer() throws IOException {
    // Head and body of an answer are two writes; with Nagle's algorithm the second would wait for
    // the client's delayed acknowledgement, 40 ms. The JDK reads this once and has no other way.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.createContext("/ingest/metrics", exchange -> take(exchange, true));
    server.createContext("/ingest/data", exchange -> take(exchange, false));
    server.createContext("/ingest/logs", exchange -> take(exchange, false));
    server.start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "counting-server");
    thread.setDaemon(true);
    return thread;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many rows have come. */
  long rows() {
    return rows.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] answer = ANSWER.getBytes(StandardCharsets.US_ASCII);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /**
   * Counts lines, and answers with the number of records as Pluto does: nothing else is its yes.
   *
   * @param ofMetrics whether lines are rows, of which each value is a record
   */
  private void take(HttpExchange exchange, boolean ofMetrics) throws IOException {
    long lines = 0;
    long names = 0;
    byte[] buffer = new byte[64 << 10];
    InputStream in = exchange.getRequestBody();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
        names += buffer[i] == ':' ? 1 : 0;
      }
    }
    // Before the answer, after which they are looked at.
    rows.addAndGet(ofMetrics ? lines : 0);
    long records = ofMetrics ? names - NAMES_OF_A_ROW * lines : lines;
    byte[] answer =
        ("Stream processed successfully: " + records + " records")
            .getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
