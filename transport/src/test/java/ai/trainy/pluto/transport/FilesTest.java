package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.Outcome;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file on the wire: presign, then PUT to storage (sections 9.1 to 9.6). */
class FilesTest {
  private static final FileEntry ENTRY =
      new FileEntry(
          LogType.ARTIFACT,
          "artifacts/best/model.bin",
          "model.bin.3f2c.bin",
          11,
          40,
          1_767_225_600_123L,
          "model.bin");

  @RegisterExtension
  static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

  @TempDir Path work;

  private HttpPlutoApi api;
  private Path file;

  @BeforeEach
  void connect() throws IOException {
    api = Wire.api(SERVER.baseUrl());
    file = Files.writeString(work.resolve("model.bin.3f2c.bin.content"), "eleven here");
  }

  @AfterEach
  void disconnect() {
    api.close();
  }

  @Test
  void presignSaysWhatTheFileIs() throws IOException {
    SERVER.stubFor(
        post(urlEqualTo("/rows/files"))
            .willReturn(
                okJson(
                    "{\"artifacts/best/model.bin\":[{\"model.bin.3f2c.bin\":\"http://s/x?y=z\"}]}")));

    Outcome<String> address = api.presign(Wire.RUN, ENTRY);

    assertThat(address.value()).isEqualTo("http://s/x?y=z");
    LoggedRequest request = SERVER.findAll(postRequestedFor(urlEqualTo("/rows/files"))).get(0);
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeader("X-Run-Id")).isEqualTo("90210");
    assertThat(request.getHeader("X-Project-Name")).isEqualTo("orbit-lab");
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(request.getBodyAsString()))
        .isEqualTo(json.readTree(Wire.golden("files.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "401, NOT_SIGNED_IN",
    "413, REFUSED",
    "415, REFUSED",
    "422, REFUSED",
    "500, TRY_AGAIN",
    "503, TRY_AGAIN"
  })
  void presignThatFailsSaysHow(int status, Outcome.Kind kind) {
    SERVER.stubFor(
        post(urlEqualTo("/rows/files"))
            .willReturn(aResponse().withStatus(status).withBody("{\"code\":\"X\"}")));

    assertThat(api.presign(Wire.RUN, ENTRY).kind()).isEqualTo(kind);
  }

  @Test
  void presignWithoutAnAddressIsTriedAgain() {
    SERVER.stubFor(post(urlEqualTo("/rows/files")).willReturn(okJson("{}")));

    assertThat(api.presign(Wire.RUN, ENTRY).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
  }

  @Test
  void theBytesGoToStorageWithTheirLengthAndWithoutTheKey() {
    SERVER.stubFor(put(urlPathEqualTo("/bucket/x")).willReturn(aResponse().withStatus(200)));

    Outcome<Void> outcome = api.upload(SERVER.baseUrl() + "/bucket/x?X-Amz-Signature=a%2Fb", file);

    assertThat(outcome.isAccepted()).isTrue();
    LoggedRequest request =
        SERVER.findAll(putRequestedFor(urlEqualTo("/bucket/x?X-Amz-Signature=a%2Fb"))).get(0);
    assertThat(request.getBodyAsString()).isEqualTo("eleven here");
    assertThat(request.getHeader("Content-Length")).isEqualTo("11");
    assertThat(request.containsHeader("Authorization")).isFalse();
    assertThat(request.containsHeader("Transfer-Encoding")).isFalse();
    assertThat(request.getHeaders().keys())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-"));
  }

  @ParameterizedTest
  @CsvSource({
    "200, ACCEPTED",
    "201, ACCEPTED",
    "403, NOT_SIGNED_IN",
    "400, REFUSED",
    "413, REFUSED",
    "302, TRY_AGAIN",
    "408, TRY_AGAIN",
    "429, TRY_AGAIN",
    "500, TRY_AGAIN",
    "503, TRY_AGAIN"
  })
  void storageThatFailsSaysHow(int status, Outcome.Kind kind) {
    SERVER.stubFor(
        put(urlPathEqualTo("/bucket/x"))
            .willReturn(aResponse().withStatus(status).withBody("<Error/>")));

    assertThat(api.upload(SERVER.baseUrl() + "/bucket/x", file).kind()).isEqualTo(kind);
  }

  @Test
  void storageThatCannotBeReachedIsTriedAgain() throws IOException {
    SERVER.stubFor(
        put(urlPathEqualTo("/bucket/x"))
            .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }

    assertThat(api.upload(SERVER.baseUrl() + "/bucket/x", file).kind())
        .isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(api.upload("http://127.0.0.1:" + nobody + "/x", file).kind())
        .isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(api.upload("no address", file).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
  }
}
