package ai.trainy.pluto.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file on the wire: presign, then PUT to storage (sections 9.1 to 9.6). */
class FilesTest {
  private static final long TIME = 1_767_225_600_123L;
  private static final FileEntry ENTRY =
      FileEntry.of(LogType.ARTIFACT, "artifacts/best/model.bin", "model.bin.3f2c.bin")
          .size(11)
          .at(40, TIME)
          .caption("model.bin")
          .build();

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

    Outcome<List<String>> addresses = api.presign(Wire.RUN, List.of(ENTRY));

    assertThat(addresses.value()).containsExactly("http://s/x?y=z");
    LoggedRequest request = presigned();
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeader("X-Run-Id")).isEqualTo("90210");
    assertThat(request.getHeader("X-Project-Name")).isEqualTo("orbit-lab");
    assertThat(request.getBodyAsString()).isEqualTo(Wire.golden("files.json").strip());
  }

  @Test
  void presignSaysOfMediaWhereTheyBelong() throws IOException {
    SERVER.stubFor(post(urlEqualTo("/rows/files")).willReturn(okJson("{}")));
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put(
        "boxes",
        Map.of("predictions", Map.of("box_data", List.of(box(1, Map.of("conf", Double.NaN))))));
    annotations.put("masks", Map.of("predictions", Map.of("fileName", "2.mask.png")));

    api.presign(
        Wire.RUN,
        List.of(
            FileEntry.of(LogType.IMAGE, "eval/preds", "owl.1.png")
                .size(48213)
                .at(40, TIME)
                .caption("owl, \"eval\"")
                .annotations(annotations)
                .build(),
            FileEntry.of(LogType.IMAGE, "eval/preds", "2.mask.png")
                .fileType("mask")
                .size(7)
                .at(40, TIME)
                .build(),
            FileEntry.of(LogType.AUDIO, "eval/voice", "3.wav")
                .size(8)
                .at(41, TIME + 1)
                .sampleIndex(2)
                .build(),
            FileEntry.of(LogType.VIDEO, "eval/film", "4.mp4").size(9).at(42, TIME + 2).build(),
            FileEntry.of(LogType.ARTIFACT, "artifacts/best/LICENSE", "LICENSE.5")
                .fileType("")
                .at(42, TIME + 2)
                .build()));

    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(presigned().getBodyAsString()))
        .isEqualTo(json.readTree(Wire.golden("files-media.json")));
  }

  private static Map<String, Object> box(int classId, Map<String, Object> scores) {
    Map<String, Object> box = new LinkedHashMap<>();
    box.put("class_id", classId);
    box.put("scores", scores);
    return box;
  }

  @Test
  void anAddressIsFoundByLoggedNameAndPosition() {
    SERVER.stubFor(
        post(urlEqualTo("/rows/files"))
            .willReturn(
                okJson(
                    "{\"b\":[{\"x.png\":\"http://s/b0\"}],"
                        + "\"a\":[{\"x.png\":\"http://s/a0\"},{\"x.png\":\"http://s/a1\"},"
                        + "{\"y.png\":\"http://s/a2\"}]}")));

    Outcome<List<String>> addresses =
        api.presign(
            Wire.RUN,
            List.of(
                image("a", "x.png"),
                image("b", "x.png"),
                image("a", "x.png"),
                image("a", "y.png")));

    assertThat(addresses.value())
        .containsExactly("http://s/a0", "http://s/b0", "http://s/a1", "http://s/a2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[{\"x.png\":\"http://s/a0\"}]}",
        "{\"a\":[{\"x.png\":\"http://s/a0\"},{}]}",
        "{\"a\":[{\"x.png\":\"http://s/a0\"},{\"y.png\":null}]}",
        "{\"a\":[{\"x.png\":\"http://s/a0\"},{\"z.png\":\"http://s/a1\"}]}",
        "{\"a\":[{\"y.png\":\"http://s/a1\"},{\"x.png\":\"http://s/a0\"}]}",
        "[]"
      })
  void presignThatLeavesAFileWithoutAnAddressIsTriedAgain(String answer) {
    SERVER.stubFor(post(urlEqualTo("/rows/files")).willReturn(okJson(answer)));

    assertThat(api.presign(Wire.RUN, List.of(image("a", "x.png"), image("a", "y.png"))))
        .hasToString("TRY_AGAIN: HTTP 200, an answer that is not Pluto's");
  }

  private static FileEntry image(String logName, String fileName) {
    return FileEntry.of(LogType.IMAGE, logName, fileName).size(1).build();
  }

  private static LoggedRequest presigned() {
    return SERVER.findAll(postRequestedFor(urlEqualTo("/rows/files"))).get(0);
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

    assertThat(api.presign(Wire.RUN, List.of(ENTRY)).kind()).isEqualTo(kind);
  }

  @Test
  void presignWithoutAnAddressIsTriedAgain() {
    SERVER.stubFor(post(urlEqualTo("/rows/files")).willReturn(okJson("{}")));

    assertThat(api.presign(Wire.RUN, List.of(ENTRY)).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
  }

  @Test
  void theBytesGoToStorageWithTheirLengthAndWithoutTheKey() {
    SERVER.stubFor(put(urlPathEqualTo("/bucket/x")).willReturn(aResponse().withStatus(200)));

    Outcome<Void> outcome =
        api.upload(SERVER.baseUrl() + "/bucket/x?X-Amz-Signature=a%2Fb", file, "png");

    assertThat(outcome.isAccepted()).isTrue();
    LoggedRequest request =
        SERVER.findAll(putRequestedFor(urlEqualTo("/bucket/x?X-Amz-Signature=a%2Fb"))).get(0);
    assertThat(request.getBodyAsString()).isEqualTo("eleven here");
    assertThat(request.getHeader("Content-Length")).isEqualTo("11");
    assertThat(request.getHeader("Content-Type")).isEqualTo("image/png");
    assertThat(request.containsHeader("Authorization")).isFalse();
    assertThat(request.containsHeader("Transfer-Encoding")).isFalse();
    assertThat(request.getHeaders().keys())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-"));
  }

  @ParameterizedTest
  @CsvSource({"mask, mask", "bin, application/octet-stream", "JPG, image/jpeg"})
  void storageIsToldWhatTheFileIs(String fileType, String contentType) {
    SERVER.stubFor(put(urlPathEqualTo("/bucket/x")).willReturn(aResponse().withStatus(200)));

    api.upload(SERVER.baseUrl() + "/bucket/x", file, fileType);

    LoggedRequest request = SERVER.findAll(putRequestedFor(urlEqualTo("/bucket/x"))).get(0);
    assertThat(request.getHeader("Content-Type")).isEqualTo(contentType);
    assertThat(request.getHeader("Content-Length")).isEqualTo("11");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307})
  void aPageThatStorageSendsOneToIsNotTakenForTheUpload(int status) {
    SERVER.stubFor(
        put(urlPathEqualTo("/bucket/x"))
            .willReturn(aResponse().withStatus(status).withHeader("Location", "/sign-in")));
    SERVER.stubFor(any(urlPathEqualTo("/sign-in")).willReturn(aResponse().withStatus(200)));

    assertThat(api.upload(SERVER.baseUrl() + "/bucket/x", file, "bin").kind())
        .isEqualTo(Outcome.Kind.TRY_AGAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "200, ACCEPTED",
    "201, ACCEPTED",
    "403, NOT_SIGNED_IN",
    "401, NOT_SIGNED_IN",
    "204, TRY_AGAIN",
    "302, TRY_AGAIN",
    "408, TRY_AGAIN",
    "429, TRY_AGAIN",
    "500, TRY_AGAIN",
    "503, TRY_AGAIN"
  })
  void storageThatFailsSaysHow(int status, Outcome.Kind kind) {
    SERVER.stubFor(
        put(urlPathEqualTo("/bucket/x"))
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withBody(status < 300 ? "" : "<Error><Code>X</Code></Error>")));

    assertThat(api.upload(SERVER.baseUrl() + "/bucket/x", file, "bin").kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Failed to buffer the request body: length limit exceeded",
        "<html><h1>413 Request Entity Too Large</h1></html>",
        ""
      })
  void presignThatIsTooLargeAsksForSmallerRequests(String body) {
    SERVER.stubFor(
        post(urlEqualTo("/rows/files")).willReturn(aResponse().withStatus(413).withBody(body)));

    Outcome<List<String>> outcome = api.presign(Wire.RUN, List.of(ENTRY, ENTRY));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(outcome.isTooLarge()).isTrue();
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

    assertThat(api.upload(SERVER.baseUrl() + "/bucket/x", file, "bin").kind())
        .isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(api.upload("http://127.0.0.1:" + nobody + "/x", file, "bin").kind())
        .isEqualTo(Outcome.Kind.TRY_AGAIN);
  }
}
