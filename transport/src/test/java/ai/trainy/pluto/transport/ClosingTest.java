package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A limit that the caller has set holds inside a request as well: to close is to cancel. */
@Timeout(120)
class ClosingTest {
  @TempDir Path work;

  @ParameterizedTest
  @EnumSource
  void endsARequestThatWaitsForItsAnswer(Call call) throws Exception {
    Path file = Files.writeString(work.resolve("x.content"), "x");
    try (SilentServer server = new SilentServer()) {
      HttpPlutoApi api = Wire.api(server.url());
      FutureTask<Outcome<?>> request = new FutureTask<>(() -> call.make(api, server.url(), file));
      Thread thread = new Thread(request, "request");
      thread.setDaemon(true);
      thread.start();
      server.awaitRequest();

      api.close();

      // Nobody else ends it for 30 s and more; of most calls the limit of the test is longer.
      Outcome<?> outcome = request.get();
      assertThat(outcome.isAccepted()).isFalse();
      assertThat(outcome.why()).startsWith("the connection was closed on this side");
      assertThat(outcome.isTimeout()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsNoRequestBegin(Call call) throws Exception {
    Path file = Files.writeString(work.resolve("x.content"), "x");
    try (BytesServer server = BytesServer.answering("")) {
      HttpPlutoApi api = Wire.api(server.url());
      api.close();
      api.close();

      assertThat(call.make(api, server.url(), file))
          .hasToString("TRY_AGAIN: the connection was closed on this side");
    }
  }

  /** Takes a request and never answers. */
  private static final class SilentServer implements Closeable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    SilentServer() throws IOException {
      Thread thread = new Thread(this::serve, "silent-server");
      thread.setDaemon(true);
      thread.start();
    }

    String url() {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
      try (Socket client = socket.accept()) {
        client.getInputStream().read();
        asked.countDown();
        over.await();
      } catch (IOException | InterruptedException closed) {
        // The test is over.
      }
    }

    void awaitRequest() throws InterruptedException {
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws IOException {
      over.countDown();
      socket.close();
    }
  }
}
