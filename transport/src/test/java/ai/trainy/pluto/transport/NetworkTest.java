package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import okhttp3.Credentials;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Proxies and certificates on the wire. */
@Timeout(300)
class NetworkTest {
  private static final String LOGIN = Credentials.basic("me", "p@ss", StandardCharsets.UTF_8);
  private static final String ASKS =
      "HTTP/1.1 407 Who are you?\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
          + "Content-Length: 0\r\nConnection: close\r\n\r\n";

  @TempDir static Path work;

  private static TestAuthority authority;
  private static WireMockServer server;

  private final Map<String, String> variables = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    authority = new TestAuthority(work);
    server = authority.server();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @BeforeEach
  void answer() {
    server.resetAll();
    server.stubFor(
        any(anyUrl()).willReturn(okJson("{\"organization\":{\"slug\":\"acme-vision\"}}")));
    server.stubFor(put(anyUrl()).willReturn(aResponse()));
  }

  @AfterEach
  void forget() {
    Authenticator.setDefault(null);
  }

  @Test
  void aRequestForHttpGoesToTheProxyWhole() {
    plutoIs("http://pluto.test:3001");
    variables.put("http_proxy", "http://127.0.0.1:" + server.port());

    assertThat(signIn()).hasToString("ACCEPTED");

    assertThat(requests()).hasSize(1);
    assertThat(requests().get(0).getHeader("Host")).isEqualTo("pluto.test:3001");
    assertThat(requests().get(0).containsHeader("Proxy-Authorization")).isFalse();
    assertThat(problems).isEmpty();
  }

  @Test
  void aFileForStorageGoesToTheProxyAsWell() throws IOException {
    plutoIs("http://pluto.test:3001");
    variables.put("PLUTO_PROXY", "http://me:p%40ss@127.0.0.1:" + server.port());
    Path file = Files.writeString(work.resolve("x.png"), "eleven here");

    try (HttpPlutoApi api = api()) {
      assertThat(api.upload("http://storage.test/bucket/x.png?sig=1", file, "png"))
          .hasToString("ACCEPTED");
    }

    assertThat(requests()).hasSize(1);
    LoggedRequest request = requests().get(0);
    assertThat(request.getHeader("Host")).isEqualTo("storage.test");
    assertThat(request.getBodyAsString()).isEqualTo("eleven here");
    assertThat(request.getHeader("Proxy-Authorization")).isEqualTo(LOGIN);
    assertThat(request.containsHeader("Authorization")).isFalse();
  }

  @Test
  void aRequestForHttpCarriesTheLoginAtOnceAndIsNotRepeated() {
    plutoIs("http://pluto.test:3001");
    variables.put("http_proxy", "http://me:p%40ss@127.0.0.1:" + server.port());
    server.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse().withStatus(407).withHeader("Proxy-Authenticate", "Basic realm=p")));

    assertThat(signIn())
        .hasToString(
            "TRY_AGAIN: a proxy does not accept the user and password, or was given none (HTTP 407)");

    assertThat(requests()).hasSize(1);
    assertThat(requests().get(0).getHeader("Proxy-Authorization")).isEqualTo(LOGIN);
  }

  @Test
  void aServerThatIsReachedDirectlyGetsNoLogin() {
    plutoIs(server.baseUrl().replace("https:", "http:").replaceAll(":\\d+", ":" + server.port()));
    variables.put("http_proxy", "http://me:p%40ss@proxy.test:1");

    assertThat(signIn()).hasToString("ACCEPTED");

    assertThat(requests().get(0).containsHeader("Proxy-Authorization")).isFalse();
  }

  @Test
  void aRequestForHttpsGoesThroughTheProxyUnseen() throws IOException {
    try (FakeProxy proxy = FakeProxy.tunnel(server.httpsPort())) {
      plutoIs("https://localhost:8443");
      trust(authority.pem());
      variables.put("PLUTO_PROXY", "http://127.0.0.1:" + proxy.port());

      assertThat(signIn()).hasToString("ACCEPTED");

      assertThat(proxy.asked()).hasSize(1);
      assertThat(proxy.asked().get(0))
          .startsWith("CONNECT localhost:8443 HTTP/1.1\r\n")
          .doesNotContain(Wire.KEY)
          .doesNotContain("uthorization");
    }
  }

  @Test
  void aTunnelIsAskedForWithTheLoginAtOnce() throws IOException {
    try (FakeProxy proxy = FakeProxy.tunnel(server.httpsPort(), LOGIN, ASKS)) {
      plutoIs("https://localhost:8443");
      trust(authority.pem());
      variables.put("PLUTO_PROXY", "http://me:p%40ss@127.0.0.1:" + proxy.port());

      assertThat(signIn()).hasToString("ACCEPTED");

      assertThat(proxy.asked()).hasSize(1);
      assertThat(requests().get(0).containsHeader("Proxy-Authorization")).isFalse();
    }
  }

  @Test
  void aLoginThatTheProxyDoesNotAcceptIsGivenOnce() throws IOException {
    try (FakeProxy proxy = FakeProxy.tunnel(server.httpsPort(), "Basic other", ASKS)) {
      plutoIs("https://localhost:8443");
      variables.put("PLUTO_PROXY", "http://me:p%40ss@127.0.0.1:" + proxy.port());

      assertThat(signIn())
          .hasToString(
              "TRY_AGAIN: the proxy http://127.0.0.1:"
                  + proxy.port()
                  + " (PLUTO_PROXY) does not accept the user and password, or was given none");

      assertThat(proxy.asked()).hasSize(1);
    }
  }

  @Test
  void aProxyOfTheJvmGetsTheLoginOfTheProgramOnceItAsks() throws IOException {
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                ? new PasswordAuthentication("me", "p@ss".toCharArray())
                : null;
          }
        });
    try (FakeProxy proxy = FakeProxy.tunnel(server.httpsPort(), LOGIN, ASKS)) {
      plutoIs("https://localhost:8443");
      trust(authority.pem());
      JvmProxies jvm =
          new JvmProxies(
              () -> ProxySelector.of(InetSocketAddress.createUnresolved("127.0.0.1", proxy.port())),
              () -> true,
              name -> null);
      Http http =
          new Http(
              Wire.key(),
              new Network(
                  Wire.settings(variables),
                  jvm,
                  Wire.PATIENT,
                  problem -> problems.add(problem.toString())));

      ApiResponse response =
          http.post("https://localhost:8443/", Body.none(), Duration.ofMinutes(4));
      http.close();

      assertThat(response.isSuccess()).as(response.describe()).isTrue();
      assertThat(proxy.asked()).hasSize(2);
    }
  }

  @Test
  void aProxyThatDoesNotConnectIsNamed() throws IOException {
    String refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    try (FakeProxy proxy = FakeProxy.tunnel(server.httpsPort(), "none", refusal)) {
      plutoIs("https://localhost:8443");
      variables.put("PLUTO_PROXY", "http://127.0.0.1:" + proxy.port());

      assertThat(signIn())
          .hasToString(
              "TRY_AGAIN: the proxy http://127.0.0.1:"
                  + proxy.port()
                  + " (PLUTO_PROXY) does not connect to localhost (HTTP 403)");
    }
  }

  @Test
  void aProxyThatIsNotThereIsNamed() throws IOException {
    int port = closedPort();
    plutoIs("https://pluto.test");
    variables.put("https_proxy", "127.0.0.1:" + port);

    assertThat(signIn().why())
        .startsWith("no connection to the proxy http://127.0.0.1:" + port + " (https_proxy) (");
  }

  @Test
  void aSocksProxyIsAskedByName() throws IOException {
    try (FakeProxy proxy = FakeProxy.socks(server.port())) {
      plutoIs("http://pluto.test:3001");
      variables.put("all_proxy", "socks5h://127.0.0.1:" + proxy.port());

      assertThat(signIn()).hasToString("ACCEPTED");

      assertThat(proxy.asked()).containsExactly("pluto.test:3001");
    }
  }

  @Test
  void aSocksProxyThatIsNotThereIsNamed() throws IOException {
    int port = closedPort();
    plutoIs("https://pluto.test");
    variables.put("PLUTO_PROXY", "socks5://127.0.0.1:" + port);

    assertThat(signIn().why())
        .contains("the proxy socks5://127.0.0.1:" + port + " (PLUTO_PROXY)")
        .contains("Connection refused");
  }

  @Test
  void anAuthorityThatThisJavaDoesNotKnowIsSaidWithWhatToDo() {
    plutoIs("https://localhost:" + server.httpsPort());

    assertThat(signIn())
        .hasToString(
            "TRY_AGAIN: the certificate of localhost is not trusted by this Java; set"
                + " PLUTO_CA_CERTIFICATES to a PEM file of its authority");
  }

  @Test
  void anAuthorityOfTheFileIsTrustedAndTheJvmDoesNotNotice() throws Exception {
    SSLContext before = SSLContext.getDefault();
    plutoIs("https://localhost:" + server.httpsPort());
    trust(authority.pem());

    assertThat(signIn()).hasToString("ACCEPTED");
    assertThat(problems).isEmpty();
    assertThat(SSLContext.getDefault()).isSameAs(before);
  }

  @Test
  void storageIsTrustedInTheSameWay() throws IOException {
    plutoIs("https://localhost:" + server.httpsPort());
    trust(authority.pem());
    Path file = Files.writeString(work.resolve("y.png"), "eleven here");

    try (HttpPlutoApi api = api()) {
      String address = "https://127.0.0.1:" + server.httpsPort() + "/bucket/y.png";
      assertThat(api.upload(address, file, "png")).hasToString("ACCEPTED");
    }
  }

  @Test
  void aCertificateForAnotherHostIsSaid() throws IOException {
    try (FakeProxy proxy = FakeProxy.tunnel(server.httpsPort())) {
      plutoIs("https://pluto.test");
      trust(authority.pem());
      variables.put("PLUTO_PROXY", "http://127.0.0.1:" + proxy.port());

      assertThat(signIn().why()).startsWith("the certificate of pluto.test is for another host");
      assertThat(requests()).isEmpty();
    }
  }

  private void plutoIs(String base) {
    for (String service : List.of("API", "INGEST", "PY")) {
      variables.put("PLUTO_URL_" + service, base);
    }
  }

  private void trust(Path file) {
    variables.put("PLUTO_CA_CERTIFICATES", file.toString());
  }

  private HttpPlutoApi api() {
    return Wire.api(Wire.settings(variables), problem -> problems.add(problem.toString()));
  }

  private Outcome<String> signIn() {
    try (HttpPlutoApi api = api()) {
      return api.signIn();
    }
  }

  private static List<LoggedRequest> requests() {
    return server.findAll(anyRequestedFor(anyUrl()));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
