package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.threads.DaemonThreads;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OwnThreadsTest {
  /** Longer than any test waits. */
  private static final Duration KEEP_ALIVE = Duration.ofDays(1);

  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final DaemonThreads threads =
      new DaemonThreads(
          thread -> {
            started.add(thread);
            thread.start();
          });

  @Test
  void theThreadsOfAClientThatIsClosedDoNotWaitForItsConnectionsToGrowOld() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", OwnThreadsTest::answer);
    server.start();
    try {
      Calls calls = new Calls();
      OkHttpClient client =
          OwnThreads.of(new OkHttpClient.Builder(), threads, KEEP_ALIVE)
              .addInterceptor(calls)
              .build();
      Request request =
          new Request.Builder()
              .url("http://127.0.0.1:" + server.getAddress().getPort() + "/")
              .tag(
                  StallTimeouts.class,
                  new StallTimeouts(Duration.ofMinutes(4), Duration.ofMinutes(4)))
              .build();
      try (Response response = client.newCall(request).execute()) {
        assertThat(response.code()).isEqualTo(204);
      }
      assertThat(client.connectionPool().idleConnectionCount()).isEqualTo(1);
      Await.until("a thread waits", () -> started.stream().anyMatch(OwnThreadsTest::waits));

      calls.close(List.of(client));

      for (Thread thread : started) {
        thread.join();
      }
    } finally {
      server.stop(0);
    }
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }
}
