package ai.trainy.pluto.agent.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.agent.check.Finding;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.settings.Settings;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code doctor} says about whoever answers at the addresses of the services. */
class ServicesCheckTest {
  private HttpServer server;
  private String address;
  private volatile String answer;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void servicesThatAnswerAsPlutoDoesAreWell() {
    answer = "OK";

    assertThat(levels(look())).containsOnly(Finding.Level.OK);
  }

  @Test
  void aServerThatIsNotPlutoIsAFailureWithWhatToDo() {
    answer = "Welcome to the hotel";

    List<Finding> failures =
        look().findings().stream()
            .filter(finding -> finding.level() == Finding.Level.FAILURE)
            .collect(Collectors.toList());

    assertThat(failures)
        .extracting(Finding::text)
        .hasSize(3)
        .containsOnly(
            address
                + " does not answer as Pluto does (directly):"
                + " HTTP 200, an answer that is not Pluto's");
    assertThat(failures)
        .extracting(finding -> finding.advice().orElseThrow())
        .containsExactly(advice("API"), advice("INGEST"), advice("PY"));
  }

  private static String advice(String service) {
    return "Open the address in a browser: the network may want you to sign in. If it does not,"
        + " correct PLUTO_URL_"
        + service
        + ".";
  }

  private static List<Finding.Level> levels(Diagnosis diagnosis) {
    return diagnosis.findings().stream().map(Finding::level).collect(Collectors.toList());
  }

  private Diagnosis look() {
    Diagnosis diagnosis = new Diagnosis(false);
    Settings settings =
        new Settings(
            Wandb.options(null),
            Map.of(),
            Map.of(
                "PLUTO_URL_APP", address,
                "PLUTO_URL_API", address,
                "PLUTO_URL_INGEST", address,
                "PLUTO_URL_PY", address));
    ServicesCheck.into(diagnosis, settings, Duration.ofMinutes(5));
    return diagnosis;
  }
}
