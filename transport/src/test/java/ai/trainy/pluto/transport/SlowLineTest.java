package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Slow is not dead: a request may take as long as it likes while its bytes move. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class SlowLineTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final int PIECES = 40;
  private static final int PIECE = 1 << 15;
  private static final int LENGTH = PIECES * PIECE;

  @TempDir Path work;

  @Test
  void aRequestThatKeepsMovingIsNotTimedOut() throws IOException {
    Http http = new Http(Wire.key(), Wire.network());
    DataBody table =
        new DataBody(
            List.of(new DataRow(LogType.TABLE, "a", 1, 2, Map.of("a", "x".repeat(LENGTH)))));
    try {
      assertAccepted(
          "Stream processed successfully: 1 records",
          (url, stalled) -> IngestFailure.of(http.post(url, table, Wire.RUN, stalled), table));
    } finally {
      http.close();
    }
  }

  @Test
  void aFileThatKeepsMovingIsNotTimedOut() throws IOException {
    Path file = Files.write(work.resolve("x.content"), new byte[LENGTH]);
    assertAccepted(
        "",
        (url, stalled) -> {
          Storage storage = new Storage(Wire.network(), new StorageRules(true), stalled);
          try {
            return storage.put(url, file, "bin");
          } finally {
            storage.close();
          }
        });
  }

  /** One request. */
  private interface Sending {
    Outcome<?> send(String url, Duration stalled);
  }

  /**
   * A request over a line on which all of it takes twice as long as nothing may move. A limit on
   * the whole would end it at any scale; where this machine itself stops for so long, it is shown
   * at a larger one.
   */
  private static void assertAccepted(String answer, Sending sending) throws IOException {
    Outcome<?> outcome = null;
    for (long pause = 20; pause < 5_000; pause *= 2) {
      try (SlowLine line = new SlowLine(answer, pause)) {
        outcome = sending.send(line.url(), Duration.ofMillis(pause * PIECES / 2));
      }
      if (!outcome.isTimeout()) {
        break;
      }
    }
    assertThat(outcome).hasToString("ACCEPTED");
  }

  @Test
  void aFileThatStandsStillIsTimedOut() throws IOException {
    Storage storage = new Storage(Wire.network(), new StorageRules(true), SHORT);
    Path file = Files.write(work.resolve("x.content"), new byte[16 << 20]);
    try (RawServer server = RawServer.saying("")) {
      Outcome<Void> outcome = storage.put(server.url(), file, "bin");

      assertThat(outcome.isTimeout()).isTrue();
      assertThat(outcome.why()).startsWith("no answer from 127.0.0.1:").endsWith(" in time");
    } finally {
      storage.close();
    }
  }

  /** Reads a piece now and then, and answers when it has read all. */
  private static final class SlowLine implements Closeable {
    private final ServerSocket socket = new ServerSocket();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final String body;
    private final long pauseMillis;

    /**
     * @param pauseMillis before each piece
     */
    SlowLine(String body, long pauseMillis) throws IOException {
      this.body = body;
      this.pauseMillis = pauseMillis;
      // What waits here is sent for the client, and must be as little as on a slow line.
      socket.setReceiveBufferSize(PIECE);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread thread = new Thread(this::serve, "slow-line");
      thread.setDaemon(true);
      thread.start();
    }

    String url() {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/x";
    }

    private void serve() {
      try (Socket client = socket.accept()) {
        InputStream in = client.getInputStream();
        for (int read = 0; read < LENGTH; read += in.readNBytes(PIECE).length) {
          if (closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
        // The head and what stands around the content have come, or are about to.
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
      } catch (IOException | InterruptedException over) {
        // The client gave up: it says so.
      }
    }

    @Override
    public void close() throws IOException {
      closed.countDown();
      socket.close();
    }
  }
}
