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
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class SlowLineTest {
  private static final Duration STALLED = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** Of each piece; all of them together take twice as long as nothing may move. */
  private static final long PAUSE_MILLIS = 250;

  private static final int PIECE = 1 << 15;
  private static final int LENGTH = 40 * PIECE;

  @TempDir Path work;

  @Test
  void aRequestThatKeepsMovingIsNotTimedOut() throws IOException {
    Http http = new Http(Wire.key(), Wire.network());
    DataBody table =
        new DataBody(
            List.of(new DataRow(LogType.TABLE, "a", 1, 2, Map.of("a", "x".repeat(LENGTH)))));
    try (SlowLine line = new SlowLine("Stream processed successfully: 1 records")) {
      Reply reply = http.post(line.url(), table, Wire.RUN, STALLED);

      assertThat(IngestFailure.of(reply, table)).hasToString("ACCEPTED");
    } finally {
      http.close();
    }
  }

  @Test
  void aFileThatKeepsMovingIsNotTimedOut() throws IOException {
    Storage storage = new Storage(Wire.network(), new StorageRules(true), STALLED);
    Path file = Files.write(work.resolve("x.content"), new byte[LENGTH]);
    try (SlowLine line = new SlowLine("")) {
      assertThat(storage.put(line.url(), file, "bin")).hasToString("ACCEPTED");
    } finally {
      storage.close();
    }
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

    SlowLine(String body) throws IOException {
      this.body = body;
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
          if (closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
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
