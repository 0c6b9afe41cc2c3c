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
import org.jspecify.annotations.Nullable;

/** What a service answers. Immutable. */
final class Reply {
  /** No answer: the connection is closed. */
  static final Reply CUT = new Reply(0, Map.of(), new byte[0], null, Duration.ZERO);

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final @Nullable Stream stream; // null: the body is all there is
  private final Duration pace;

  private Reply(
      int status,
      Map<String, String> headers,
      byte[] body,
      @Nullable Stream stream,
      Duration pace) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.stream = stream;
    this.pace = pace;
  }

  /** A body that is written while it is sent, as it may not fit into memory. */
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final class Stream {
    final long length;
    final Body body;

    Stream(long length, Body body) {
      this.length = length;
      this.body = body;
    }
  }

  static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, Map.of("Content-Type", contentType), body, null, Duration.ZERO);
  }

  /**
   * @param length the number of bytes, 0 if that is not known before
   */
  static Reply streamed(int status, String contentType, long length, Body body) {
    Map<String, String> headers = Map.of("Content-Type", contentType);
    return new Reply(status, headers, new byte[0], new Stream(length, body), Duration.ZERO);
  }

  static Reply json(int status, JsonNode body) {
    return of(status, "application/json", Json.bytes(body));
  }

  static Reply text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply empty(int status) {
    return new Reply(status, Map.of(), new byte[0], null, Duration.ZERO);
  }

  Reply withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Reply(status, Collections.unmodifiableMap(more), body, stream, pace);
  }

  Reply withBody(byte[] otherBody) {
    return new Reply(status, headers, otherBody, stream, pace);
  }

  /** The same answer, its body sent byte by byte with a pause before each. */
  Reply paced(Duration pauseBeforeEachByte) {
    return new Reply(status, headers, body, stream, pauseBeforeEachByte);
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
    exchange.sendResponseHeaders(
        status, // a length of 0 stands for chunks
        stream != null ? stream.length : body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      if (stream != null) {
        stream.body.writeTo(out);
        return;
      }
      if (pace.isZero() && body.length > 0) { // without a body it is closed already
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
