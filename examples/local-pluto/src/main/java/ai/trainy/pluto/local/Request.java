package ai.trainy.pluto.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request, its body counted while it is read. Used by one thread. */
final class Request {
  /** More than any client sends at once; an endless body ends here. */
  private static final long MAX_BODY = 4L << 30;

  /** What is left of a body is read up to this; beyond it the connection is closed. */
  private static final long MAX_DRAINED = 256L << 20;

  /** What is read into memory as a whole. */
  private static final int MAX_DOCUMENT = 16 << 20;

  private final HttpExchange exchange;
  private final CountDownLatch listenerStopped;
  private final Counted body;

  Request(HttpExchange exchange, CountDownLatch listenerStopped) {
    this.exchange = exchange;
    this.listenerStopped = listenerStopped;
    this.body = new Counted(exchange.getRequestBody());
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /** The path, decoded. */
  String path() {
    return exchange.getRequestURI().getPath();
  }

  /** The path as it was sent. */
  String rawPath() {
    return exchange.getRequestURI().getRawPath();
  }

  /** The first value of the header, or null. */
  @Nullable String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /** Whether a header's name starts with the prefix, which is written in lower case. */
  boolean hasHeaderStartingWith(String prefix) {
    return exchange.getRequestHeaders().keySet().stream()
        .anyMatch(name -> name.regionMatches(true, 0, prefix, 0, prefix.length()));
  }

  /** The query's parameters, decoded; the last of equal names wins. */
  Map<String, String> query() {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.put(decode(name), decode(value));
      }
    }
    return query;
  }

  InputStream body() {
    return body;
  }

  /** Reads a body that is one document. */
  byte[] document() throws IOException {
    byte[] bytes = body.readNBytes(MAX_DOCUMENT + 1);
    if (bytes.length > MAX_DOCUMENT) {
      throw new Refused(Reply.text(413, "Payload Too Large"));
    }
    return bytes;
  }

  long bodyBytesRead() {
    return body.count;
  }

  /** From now on reading fails once this many bytes of the body are used up. */
  void cutBodyAt(long bytes) {
    body.limit = bytes;
  }

  /** Reads what is left, so that a client still sending sees the answer and not a reset. */
  void drain() {
    try {
      body.limit = Math.min(body.limit, body.count + MAX_DRAINED);
      body.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the client has gone, or the body was cut on purpose: nothing is left to read
    }
  }

  /** Waits, but not longer than the listener lives. */
  void pause(Duration duration) {
    try {
      if (listenerStopped.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static final class Counted extends FilterInputStream {
    private long count;
    private long limit = MAX_BODY;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (count >= limit) {
        throw new IOException("body cut");
      }
      int read = in.read(buffer, offset, (int) Math.min(length, limit - count));
      count += Math.max(read, 0);
      return read;
    }
  }
}
