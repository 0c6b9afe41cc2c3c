package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest extends PlutoTest {
  private static final String TWO_LINES =
      q("{'time':1,'step':1,'data':{'m':1}}\n{'time':1,'step':2,'data':{'m':1}}\n");

  private long id;

  @BeforeEach
  void createRun() throws IOException {
    id = client.createRun();
  }

  private HttpResponse<String> ingest() throws IOException {
    return client.ingest("metrics", id, TWO_LINES);
  }

  @Test
  void answersAsAProxyWould() throws IOException {
    pluto
        .faults()
        .next(
            "/ingest/metrics",
            Fault.status(503).retryAfter("2").body("text/html", "<h1>busy</h1>"),
            Fault.status(429));

    HttpResponse<String> busy = ingest();
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.headers().firstValue("Retry-After")).contains("2");
    assertThat(busy.body()).isEqualTo("<h1>busy</h1>");
    assertThat(ingest().statusCode()).isEqualTo(429);
    assertThat(pluto.run(id).rawRows()).isZero();
    assertThat(ingest().statusCode()).isEqualTo(200);
    assertThat(pluto.faults().struck()).isEqualTo(2);
    assertThat(pluto.traffic("/ingest/metrics").requests()).isEqualTo(3);
    assertThat(pluto.refusals()).isEmpty();
  }

  @Test
  void cutsTheConnectionBeforeHandling() throws IOException {
    pluto.faults().next("/ingest", Fault.cutBeforeHandling());

    assertThatThrownBy(this::ingest).isInstanceOf(IOException.class);
    assertThat(pluto.run(id).rawRows()).isZero();
  }

  @Test
  void cutsTheConnectionAfterHandling() throws IOException {
    pluto.faults().next("/ingest", Fault.cutAfterHandling());

    assertThatThrownBy(this::ingest).isInstanceOf(IOException.class);
    assertThat(pluto.run(id).rawRows()).isEqualTo(2);
  }

  @Test
  void acceptsTheLinesReadBeforeACut() throws IOException {
    pluto.faults().next("/ingest", Fault.cutAfterReading(TWO_LINES.length() - 5));

    assertThatThrownBy(this::ingest).isInstanceOf(IOException.class);
    assertThat(pluto.run(id).rawRows()).isEqualTo(1);
  }

  @Test
  void hangsThenHandles() throws IOException {
    pluto.faults().next("/ingest", Fault.hang(Duration.ofMillis(50)));

    long start = System.nanoTime();
    assertThat(ingest().statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(49));
  }

  @Test
  void handlesThenHangs() throws InterruptedException {
    pluto.faults().next("/ingest", Fault.hangBeforeAnswering(Duration.ofMinutes(5)));
    Thread waiting =
        new Thread(() -> assertThatThrownBy(this::ingest).isInstanceOf(IOException.class));
    waiting.start();

    Await.until("both rows", () -> pluto.run(id).rawRows() == 2);
    assertThat(waiting.isAlive()).isTrue();

    pluto.goDown();
    waiting.join();
  }

  @Test
  void tricklesTheAnswer() throws IOException {
    pluto.faults().next("/ingest", Fault.trickle(Duration.ofMillis(1)));

    assertThat(ingest().body()).isEqualTo("Stream processed successfully: 2 records");
  }

  @Test
  void strikesUntilAConditionHolds() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    pluto.faults().until("/", () -> asked.incrementAndGet() > 2, Fault.status(500));

    assertThat(ingest().statusCode()).isEqualTo(500);
    assertThat(ingest().statusCode()).isEqualTo(500);
    assertThat(ingest().statusCode()).isEqualTo(200);
  }

  @Test
  void strikesAlwaysUntilCleared() throws IOException {
    pluto.faults().always("/ingest", Fault.status(502));
    assertThat(ingest().statusCode()).isEqualTo(502);
    assertThat(client.post("/api/runs/trigger", "{\"runId\":" + id + "}").statusCode())
        .isEqualTo(200);
    pluto.faults().clear();
    assertThat(ingest().statusCode()).isEqualTo(200);
  }

  @Test
  void strikesTheRequestsThatAreChosen() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    pluto
        .faults()
        .each("/ingest", () -> requests.incrementAndGet() == 2 ? Fault.status(503) : null);

    assertThat(ingest().statusCode()).isEqualTo(200);
    assertThat(ingest().statusCode()).isEqualTo(503);
    assertThat(ingest().statusCode()).isEqualTo(200);
    assertThat(pluto.faults().struck()).isEqualTo(1);
  }

  @Test
  void goesDownAndComesBackWithWhatItHad() throws IOException {
    ingest();
    pluto.goDown();
    pluto.goDown();
    assertThatThrownBy(this::ingest).isInstanceOf(ConnectException.class);

    pluto.comeBack();
    pluto.comeBack();
    assertThat(ingest().statusCode()).isEqualTo(200);
    assertThat(pluto.run(id).rawRows()).isEqualTo(4);
  }

  /** Another server there would get what is meant for this one. */
  @Test
  void keepsItsPortWhileItIsDown() throws IOException {
    try (LocalPluto down = LocalPluto.start();
        ServerSocket other = new ServerSocket()) {
      down.goDown();

      // With the option, a program that asks for this very port gets it on Linux; none does.
      other.setReuseAddress(false);
      assertThatThrownBy(() -> other.bind(new InetSocketAddress(down.url().getHost(), down.port())))
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  void letsHangingRequestsGoWhenItGoesDown() throws Exception {
    pluto.faults().next("/ingest", Fault.hang(Duration.ofMinutes(5)));
    Thread hanging =
        new Thread(
            () -> assertThatThrownBy(this::ingest).isInstanceOf(IOException.class), "hanging");
    hanging.start();
    Await.until("the request hangs", () -> pluto.faults().struck() == 1);

    pluto.goDown();
    hanging.join(300_000);
    assertThat(hanging.isAlive()).isFalse();
  }
}
