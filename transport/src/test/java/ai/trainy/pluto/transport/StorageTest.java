package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What storage answers to a file, and where files go. */
@Timeout(60)
class StorageTest {
  /** Where clouds keep the credentials of machines. */
  private static final InetAddress METADATA = address(169, 254, 169, 254);

  @RegisterExtension
  static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

  @TempDir Path work;

  @Test
  void anEmptySuccessIsAYes() throws IOException {
    answer(aResponse());

    assertThat(put()).hasToString("ACCEPTED");
  }

  @Test
  void aSuccessWithATagIsAYesWhateverItSays() throws IOException {
    answer(aResponse().withHeader("ETag", "\"5d41\"").withBody("stored"));

    assertThat(put()).hasToString("ACCEPTED");
  }

  @Test
  void aWebPageIsNoYesWithATagEither() throws IOException {
    answer(aResponse().withHeader("ETag", "\"5d41\"").withBody("<html>Sign in</html>"));

    assertThat(put())
        .hasToString("TRY_AGAIN: HTTP 200, a web page from something between here and Pluto");
  }

  @Test
  void aTextIsNoYes() throws IOException {
    answer(aResponse().withBody("Welcome to the hotel"));

    assertThat(put()).hasToString("TRY_AGAIN: HTTP 200, an answer that is not Pluto's");
  }

  @ParameterizedTest
  @CsvSource({
    "400, RequestTimeout, TRY_AGAIN",
    "400, ExpiredToken, NOT_SIGNED_IN",
    "400, TokenRefreshRequired, NOT_SIGNED_IN",
    "403, RequestTimeTooSkewed, NOT_SIGNED_IN",
    "400, RequestTimeTooSkewed, NOT_SIGNED_IN",
    "403, AccessDenied, NOT_SIGNED_IN",
    "403, SignatureDoesNotMatch, NOT_SIGNED_IN",
    "503, SlowDown, TRY_AGAIN",
    "500, InternalError, TRY_AGAIN",
    "409, OperationAborted, TRY_AGAIN",
    "400, KeyTooLongError, REFUSED",
    "400, XMinioInvalidObjectName, REFUSED",
    "404, NoSuchBucket, REFUSED",
    "413, EntityTooLarge, REFUSED"
  })
  void anErrorIsKnownByItsCode(int status, String code, Outcome.Kind kind) throws IOException {
    answer(
        aResponse()
            .withStatus(status)
            .withHeader("Content-Type", "application/xml")
            .withBody(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
                    + code
                    + "</Code><Message>m</Message><RequestId>4711</RequestId></Error>"));

    Outcome<Void> outcome = put();

    assertThat(outcome.kind()).isEqualTo(kind);
    assertThat(outcome.why()).isEqualTo("storage answered HTTP " + status + ", " + code);
    assertThat(outcome.isTimeout()).isEqualTo(code.equals("RequestTimeout"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 411})
  void aWebPageIsNotStoragesError(int status) throws IOException {
    answer(aResponse().withStatus(status).withBody("<html>Blocked</html>"));

    assertThat(put())
        .hasToString(
            "TRY_AGAIN: HTTP " + status + ", a web page from something between here and Pluto");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 411})
  void aTextIsNotStoragesError(int status) throws IOException {
    answer(aResponse().withStatus(status).withBody("404 page not found"));

    assertThat(put()).hasToString("TRY_AGAIN: HTTP " + status + ", an answer that is not Pluto's");
  }

  @Test
  void thePauseThatStorageAsksForIsHandedOn() throws IOException {
    answer(
        aResponse()
            .withStatus(503)
            .withHeader("Retry-After", "7")
            .withBody("<Error><Code>SlowDown</Code></Error>"));

    assertThat(put().after()).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no address",
        "",
        "file:///etc/passwd",
        "ftp://storage.test/x",
        "http://me@storage.test/x",
        "http://me:secret@storage.test/x",
        "http://:secret@storage.test/x",
        "http://169.254.169.254/latest/meta-data",
        "http://169.254.0.1:8080/x",
        "http://[fe80::1]/x",
        "http://[febf::1]/x",
        "http://[::ffff:169.254.169.254]/x",
        "http://[::169.254.169.254]/x",
        "http://2852039166/x"
      })
  void aForbiddenAddressIsRefusedAndNotAsked(String address) throws IOException {
    Outcome<Void> outcome = put(new StorageRules(true), address);

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(outcome.why()).startsWith("the upload address ").doesNotContain("secret");
    assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9000/x",
        "http://[::1]:9000/x",
        "http://10.0.0.1/x",
        "http://169.253.255.255/x",
        "http://[fec0::1]/x",
        "http://minio:9000/x",
        "https://s3.amazonaws.com/b/k?X-Amz-Signature=a%2Fb"
      })
  void otherAddressesMayBeAsked(String address) {
    assertThat(new StorageRules(true).fault(HttpUrl.parse(address))).isEmpty();
  }

  @Test
  void aNameThatStandsForAForbiddenAddressIsRefused() throws IOException {
    StorageRules rules = new StorageRules(true, host -> List.of(METADATA));

    assertThat(put(rules, "http://storage.test/x"))
        .hasToString("REFUSED: the upload address names a link-local host, storage.test");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "socks5"})
  void aNameThatIsKnownHereIsCheckedAlsoBehindAProxy(String scheme) throws IOException {
    StorageRules rules = new StorageRules(true, host -> List.of(METADATA));

    Outcome<Void> outcome =
        put(network(scheme + "://127.0.0.1:" + SERVER.getPort()), rules, "http://storage.test/x");

    assertThat(outcome)
        .hasToString("REFUSED: the upload address names a link-local host, storage.test");
    assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
  }

  @Test
  void aNameThatOnlyTheProxyKnowsIsLeftToIt() throws IOException {
    List<String> asked = new ArrayList<>();
    StorageRules rules =
        new StorageRules(
            true,
            host -> {
              asked.add(host);
              throw new UnknownHostException(host);
            });
    answer(aResponse());
    Path file = Files.writeString(work.resolve("x.content"), "x");
    Storage storage = new Storage(network("http://127.0.0.1:" + SERVER.getPort()), rules);
    try {
      for (int i = 0; i < 3; i++) {
        assertThat(storage.put("http://storage.test/x" + i, file, "bin")).hasToString("ACCEPTED");
      }
    } finally {
      storage.close();
    }

    assertThat(asked).as("once for all files").containsExactly("storage.test");
  }

  @Test
  void aSocksProxyLooksUpWhatIsNotKnownHere() throws IOException {
    answer(aResponse());
    try (FakeProxy proxy = FakeProxy.socks(SERVER.getPort())) {
      StorageRules rules =
          new StorageRules(
              true,
              host -> {
                throw new UnknownHostException(host);
              });

      assertThat(put(network("socks5://127.0.0.1:" + proxy.port()), rules, "http://storage.test/x"))
          .hasToString("ACCEPTED");
      assertThat(proxy.asked()).containsExactly("storage.test:80");
    }
  }

  @Test
  void aProxyMayBeLinkLocalItself() throws IOException {
    answer(aResponse());
    StorageRules rules =
        new StorageRules(
            true,
            host -> {
              if (host.equals("localhost")) {
                return List.of(InetAddress.getLoopbackAddress(), METADATA);
              }
              throw new UnknownHostException(host);
            });

    assertThat(put(network("http://localhost:" + SERVER.getPort()), rules, "http://storage.test/x"))
        .hasToString("ACCEPTED");
  }

  @Test
  void plainHttpBehindHttpsIsRefusedUnlessItIsAllowed() throws IOException {
    answer(aResponse());
    Path file = Files.writeString(work.resolve("x.content"), "x");

    try (HttpPlutoApi api = behindHttps(Map.of())) {
      assertThat(api.upload(SERVER.url("/x"), file, "bin"))
          .hasToString(
              "REFUSED: the upload address is http although Pluto's is https; set"
                  + " PLUTO_HTTP_STORAGE=allow to upload there");
    }
    assertThat(SERVER.findAll(anyRequestedFor(anyUrl()))).isEmpty();
    try (HttpPlutoApi api = behindHttps(Map.of("PLUTO_HTTP_STORAGE", "allow"))) {
      assertThat(api.upload(SERVER.url("/x"), file, "bin")).hasToString("ACCEPTED");
    }
  }

  /** The addresses of Pluto that are set when none is are https. */
  private static HttpPlutoApi behindHttps(Map<String, String> variables) {
    return Wire.api(Wire.settings(variables), Wire::complain);
  }

  private Outcome<Void> put() throws IOException {
    return put(new StorageRules(true), SERVER.url("/bucket/x"));
  }

  private Outcome<Void> put(StorageRules rules, String address) throws IOException {
    return put(Wire.network(), rules, address);
  }

  private Outcome<Void> put(Network network, StorageRules rules, String address)
      throws IOException {
    Path file = Files.writeString(work.resolve("x.content"), "x");
    Storage storage = new Storage(network, rules);
    try {
      return storage.put(address, file, "bin");
    } finally {
      storage.close();
    }
  }

  private static InetAddress address(int... bytes) {
    byte[] address = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      address[i] = (byte) bytes[i];
    }
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static Network network(String proxy) {
    return new Network(Wire.settings(Map.of("PLUTO_PROXY", proxy)), Wire::complain);
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(any(anyUrl()).willReturn(answer));
  }
}
