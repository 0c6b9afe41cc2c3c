package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a service answers. Immutable. */
final class Reply {
  /** No answer: the connection is closed. */
  static final Reply CUT = new Reply(0, new byte[0], Map.of(), Duration.ZERO);

  private final int status;
  private final byte[] body;
  private final Map<String, String> headers;
  private final Duration pace;

  private Reply(int status, byte[] body, Map<String, String> headers, Duration pace) {
    this.status = status;
    this.body = body;
    this.headers = headers;
    this.pace = pace;
  }

  static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, body, Map.of("Content-Type", contentType), Duration.ZERO);
  }

  static Reply json(int status, JsonNode body) {
    return of(status, "application/json", Json.bytes(body));
  }

  static Reply text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply empty(int status) {
    return new Reply(status, new byte[0], Map.of(), Duration.ZERO);
  }

  Reply withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Reply(status, body, Collections.unmodifiableMap(more), pace);
  }

  Reply withBody(byte[] otherBody) {
    return new Reply(status, otherBody, headers, pace);
  }

  /** The same answer, its body sent byte by byte with a pause before each. */
  Reply paced(Duration pauseBeforeEachByte) {
    return new Reply(status, body, headers, pauseBeforeEachByte);
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  void send(HttpExchange exchange, Request request) throws IOException {
    if (this == CUT) {
      exchange.close();
      return;
    }
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      if (pace.isZero()) {
        out.write(body);
        return;
      }
      for (byte b : body) {
        request.pause(pace);
        out.write(b);
        out.flush();
      }
    }
  }
}
