package ai.trainy.pluto.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Pluto that takes everything and keeps nothing, so that little of what is measured is the
 * server's. It counts the points it is sent.
 */
final class Server implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AtomicLong points = new AtomicLong();

  static {
    // Read once by the JDK's server: else each answer waits 40 ms for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  Server() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", exchange -> answer(exchange, "{\"success\":true}"));
    http.createContext(
        "/api/slug", exchange -> answer(exchange, "{\"organization\":{\"slug\":\"benchmark\"}}"));
    http.createContext(
        "/api/runs/create",
        exchange ->
            answer(exchange, "{\"runId\":1,\"projectName\":\"benchmark\",\"url\":\"http://x\"}"));
    http.createContext(
        "/api/runs/trigger",
        exchange -> answer(exchange, "{\"status\":\"RUNNING\",\"triggers\":null}"));
    http.createContext("/ingest/metrics", this::takeMetrics);
    http.start();
  }

  /** Settings that lead here, as system properties of a JVM. */
  List<String> properties() {
    String url = "http://127.0.0.1:" + http.getAddress().getPort();
    return List.of(
        "-Dpluto.url.api=" + url,
        "-Dpluto.url.ingest=" + url,
        "-Dpluto.url.py=" + url,
        "-Dpluto.url.app=" + url,
        "-Dpluto.api.key=mlpi_0123456789abcdef");
  }

  /** How many points have come. */
  long points() {
    return points.get();
  }

  private void takeMetrics(HttpExchange exchange) throws IOException {
    // A point is a name and a value: one colon each, and three of the row's own.
    long colons = 0;
    long rows = 0;
    byte[] buffer = new byte[64 << 10];
    InputStream body = exchange.getRequestBody();
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      for (int i = 0; i < n; i++) {
        if (buffer[i] == ':') {
          colons++;
        } else if (buffer[i] == '\n') {
          rows++;
        }
      }
    }
    points.addAndGet(colons - 3 * rows);
    answer(exchange, "Stream processed successfully");
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    exchange.getRequestBody().readAllBytes(); // or the connection could not be used again
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
