package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Endless;
import ai.trainy.pluto.local.Fault;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.testing.Await;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Why nothing reaches Pluto is on stderr, with the settings that a user has. */
class NetworkCausesIT {
  private static final int ROWS = 20;
  private static final String PASSWORD = "changeit";

  @TempDir Path home;

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(
            Fault.status(200).body("text/html", "<html>Sign in to the hotel's network</html>"),
            "HTTP 200, a web page from something between here and Pluto"),
        Arguments.of(
            Fault.status(200).body("text/plain", "Welcome to the hotel"),
            "HTTP 200, an answer that is not Pluto's"),
        Arguments.of(
            Fault.status(403).body("text/html", "<html>Blocked</html>"),
            "HTTP 403, a web page from something between here and Pluto"),
        Arguments.of(Fault.status(500), "HTTP 500, a server error"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerThatIsNotPlutosIsSaidAndCostsNothing(Fault fault, String cause) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.faults().always("/ingest/metrics", fault);
      try (Running program = endless(jvm(pluto))) {
        awaitCause(program, cause);
        assertThat(points(pluto)).isZero();

        pluto.faults().clear();

        Await.until(program::toString, () -> points(pluto) == ROWS);
        assertThat(pluto.refusals()).isEmpty();
      }
    }
  }

  @Test
  void aCertificateThatHasExpiredIsSaid() throws Exception {
    Path pem = home.resolve("authority.pem");
    HttpsServer https = expired(home.resolve("server.p12"), pem);
    https.start();
    try (LocalPluto pluto = LocalPluto.start();
        Running program =
            endless(
                jvm(pluto)
                    .variable("PLUTO_CA_CERTIFICATES", pem.toString())
                    .variable(
                        "PLUTO_URL_INGEST", "https://localhost:" + https.getAddress().getPort()))) {
      awaitCause(program, "the certificate of localhost has expired");
    } finally {
      https.stop(0);
    }
  }

  /** How long an outage lasts before it is said is not the subject. */
  private Jvm jvm(LocalPluto pluto) {
    return Jvm.in(home)
        .withAgent()
        .withPluto(pluto.url())
        .variable("PLUTO_INIT_TIMEOUT_SECONDS", "5");
  }

  private Running endless(Jvm jvm) throws IOException {
    return jvm.withExampleClient().spawn(Endless.class, "endless1", ROWS, home.resolve("go"));
  }

  private static void awaitCause(Running program, String cause) {
    Await.until(program::toString, () -> program.stderr().contains(cause));
  }

  private static long points(LocalPluto pluto) {
    // Not all points: while nothing was accepted, a count of rejected values asks whether anything
    // is.
    return pluto.runs().stream()
        .filter(run -> run.metricNames().contains("loss"))
        .mapToLong(run -> run.points("loss").size())
        .sum();
  }

  /** A server whose certificate, by an authority that is trusted, was good a month ago. */
  private static HttpsServer expired(Path store, Path pem)
      throws IOException, GeneralSecurityException, InterruptedException {
    keytool(store, "-genkeypair -alias authority -dname CN=Authority -ext bc:c=ca:true -keyalg EC");
    keytool(store, "-exportcert -rfc -alias authority -file " + pem);
    keytool(
        store,
        "-genkeypair -alias server -dname CN=localhost -signer authority -ext san=dns:localhost"
            + " -keyalg EC -startdate -30d -validity 2");
    // A server takes the first key it finds.
    keytool(store, "-delete -alias authority");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }

  private static void keytool(Path store, String arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Collections.addAll(command, arguments.split(" ", -1));
    Collections.addAll(
        command, "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
