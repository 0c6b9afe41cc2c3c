package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each outage of the network page's table, made on the wire: its cause is said in the words of that
 * page, and in the same words at the next attempt.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class OutageCausesTest {
  private static final Path PAGE = Path.of("..", "docs", "network.md");

  @TempDir static Path good;
  @TempDir static Path expired;

  private static TestAuthority authority;
  private static WireMockServer tls;
  private static TestAuthority oldAuthority;
  private static WireMockServer oldTls;

  private final Map<String, String> variables = new TreeMap<>();

  @BeforeAll
  static void start() throws Exception {
    authority = new TestAuthority(good);
    tls = authority.server();
    oldAuthority = new TestAuthority(expired, Instant.now().minus(Duration.ofDays(30)));
    oldTls = oldAuthority.server();
  }

  @AfterAll
  static void stop() {
    tls.stop();
    oldTls.stop();
  }

  static Stream<Arguments> answers() {
    String page = "Content-Length: 19\r\n\r\n<html>Hello!</html>";
    String empty = "Content-Length: 0\r\n\r\n";
    return Stream.of(
        Arguments.of(
            "HTTP/1.1 302 Found\r\nLocation: /sign-in\r\n" + empty,
            "HTTP 302, a redirect from something between here and Pluto"),
        Arguments.of(
            "HTTP/1.1 200 OK\r\n" + page,
            "HTTP 200, a web page from something between here and Pluto"),
        Arguments.of(
            "HTTP/1.1 403 Forbidden\r\n" + page,
            "HTTP 403, a web page from something between here and Pluto"),
        Arguments.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nWelcome",
            "HTTP 200, an answer that is not Pluto's"),
        Arguments.of("HTTP/1.1 503 X\r\n" + page, "HTTP 503, a server error"),
        Arguments.of("HTTP/1.1 429 X\r\n" + page, "HTTP 429, too many requests"),
        Arguments.of(
            "HTTP/1.1 407 X\r\n" + empty,
            "something in between asks for the user and password of a proxy"),
        Arguments.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
            "the connection to HOST:PORT was cut"),
        Arguments.of("", "the connection to HOST:PORT was cut"),
        Arguments.of("SSH-2.0-x\r\n\r\n", "HOST:PORT answered something that is not HTTP"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswer(String answer, String cause) throws IOException {
    try (BytesServer server = BytesServer.answering(answer)) {
      assertCause(server.url(), cause);
    }
  }

  @ParameterizedTest
  @CsvSource({"403, SignatureDoesNotMatch", "503, SlowDown"})
  void anErrorOfStorage(int status, String code) throws IOException {
    String body = "<Error><Code>" + code + "</Code></Error>";
    String answer =
        "HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    Path file = Files.writeString(good.resolve("x.content"), "x");
    try (BytesServer storage = BytesServer.answering(answer);
        HttpPlutoApi api = Wire.api(storage.url())) {
      assertThat(api.upload(storage.url() + "/x", file, "bin").why())
          .isEqualTo("storage answered HTTP " + status + ", " + code);
    }
    assertThat(Files.readString(PAGE))
        .contains("`storage answered HTTP " + status + ", " + code + "`");
  }

  @Test
  void aNameThatIsNotKnown() throws IOException {
    assertCause("http://pluto.invalid", "the host name HOST is not known");
  }

  @Test
  void aNameOfAProxyThatIsNotKnown() throws IOException {
    variables.put("PLUTO_PROXY", "http://proxy.invalid:3128");

    assertThat(cause("http://pluto.invalid"))
        .isEqualTo(
            "the host name of the proxy http://proxy.invalid:3128 (PLUTO_PROXY) is not known");
    assertThat(Files.readString(PAGE)).contains("`the host name of the proxy ... is not known`");
  }

  @Test
  void nobodyWhoListens() throws IOException {
    assertCause(
        "http://127.0.0.1:" + closedPort(), "no connection to HOST:PORT (Connection refused)");
  }

  @Test
  void aProxyThatDoesNotListen() throws IOException {
    variables.put("PLUTO_PROXY", "http://127.0.0.1:" + closedPort());

    assertThat(cause("http://pluto.invalid")).startsWith("no connection to the proxy http://");
    assertThat(Files.readString(PAGE)).contains("`no connection to the proxy ...`");
  }

  @Test
  void aProxyThatAsksForAPassword() throws IOException {
    try (BytesServer proxy = BytesServer.answering("HTTP/1.1 407 X\r\nContent-Length: 0\r\n\r\n")) {
      variables.put("PLUTO_PROXY", proxy.url());

      assertThat(cause("http://pluto.invalid"))
          .isEqualTo("a proxy does not accept the user and password, or was given none (HTTP 407)");
    }
    assertThat(Files.readString(PAGE))
        .contains("`... does not accept the user and password, or was given none`");
  }

  @Test
  void aProxyThatDoesNotConnect() throws IOException {
    try (BytesServer proxy = BytesServer.answering("HTTP/1.1 403 X\r\nContent-Length: 0\r\n\r\n")) {
      variables.put("PLUTO_PROXY", proxy.url());

      assertThat(cause("https://pluto.invalid"))
          .startsWith("the proxy http://127.0.0.1:")
          .endsWith(" (PLUTO_PROXY) does not connect to pluto.invalid (HTTP 403)");
    }
    assertThat(Files.readString(PAGE))
        .contains("`the proxy ... does not connect to HOST (HTTP 403)`");
  }

  @Test
  void anAuthorityThatIsNotKnown() throws IOException {
    assertCause(
        "https://localhost:" + tls.httpsPort(),
        "the certificate of HOST is not trusted by this Java");
  }

  @Test
  void aCertificateThatHasExpired() throws IOException {
    variables.put("PLUTO_CA_CERTIFICATES", oldAuthority.pem().toString());

    assertCause(
        "https://localhost:" + oldTls.httpsPort(),
        "the certificate of HOST has expired, or the clock of this machine is wrong");
  }

  @Test
  void aCertificateForAnotherHost() throws IOException {
    variables.put("PLUTO_CA_CERTIFICATES", authority.pem().toString());
    try (FakeProxy proxy = FakeProxy.tunnel(tls.httpsPort())) {
      variables.put("PLUTO_PROXY", "http://127.0.0.1:" + proxy.port());

      assertCause("https://pluto.invalid", "the certificate of HOST is for another host");
    }
  }

  @Test
  void aServerWithoutTls() throws IOException {
    assertCause("https://127.0.0.1:" + tls.port(), "HOST:PORT does not speak TLS");
  }

  /** The cause begins with these words, which are on the page. */
  private void assertCause(String url, String words) throws IOException {
    URI address = URI.create(url);
    String said =
        words
            .replace("HOST:PORT", address.getHost() + ":" + address.getPort())
            .replace("HOST", address.getHost());

    assertThat(cause(url)).startsWith(said);
    assertThat(Files.readString(PAGE)).contains("`" + words + "`");
  }

  /** Of two attempts, which must not differ. */
  private String cause(String url) {
    for (String service : new String[] {"API", "INGEST", "PY"}) {
      variables.put("PLUTO_URL_" + service, url);
    }
    Outcome<String> first = signIn();
    Outcome<String> second = signIn();

    assertThat(first.kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(second.why()).isEqualTo(first.why());
    return first.why();
  }

  /** Over a connection of its own: the servers here close theirs without a word. */
  private Outcome<String> signIn() {
    try (HttpPlutoApi api = Wire.api(Wire.settings(variables), Wire::complain)) {
      return api.signIn();
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
