package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.KEY;
import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest extends PlutoTest {
  private long id;

  @BeforeEach
  void createRun() throws IOException {
    id = client.createRun();
  }

  private static String file(String logName, String more) {
    return "{'fileName':'ä b.PNG','logName':'"
        + logName
        + "','fileSize':3,'fileType':'PNG','step':40,'time':5"
        + more
        + "}";
  }

  private JsonNode presigned(String... files) throws IOException {
    HttpResponse<String> response =
        client.presign(id, q("{'files':[" + String.join(",", files) + "]}"));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return body(response);
  }

  @Test
  void answersAddressesByLogNameInOrder() throws IOException {
    JsonNode answer = presigned(file("eval/preds", ""), file("other", ""), file("other", ""));

    assertThat(answer.get("eval/preds")).hasSize(1);
    assertThat(answer.get("other")).hasSize(2);
    assertThat(answer.at("/other/0").properties())
        .extracting(e -> e.getKey())
        .containsExactly("ä b.PNG");
    assertThat(pluto.run(id).files()).hasSize(3).noneMatch(FileEntry::isUploaded);
  }

  @Test
  void storesWhatIsPut() throws IOException {
    String url =
        presigned(file("eval/preds", ",'caption':'owl','sampleIndex':2,'annotations':null"))
            .at("/eval~1preds/0")
            .get("ä b.PNG")
            .textValue();

    assertThat(client.put(url, new byte[] {1, 2, 3}, "Content-Type", "image/png").statusCode())
        .isEqualTo(200);
    FileEntry stored = pluto.run(id).files().get(0);
    assertThat(stored.content().orElseThrow()).containsExactly(1, 2, 3);
    assertThat(stored.size()).isEqualTo(3);
    assertThat(stored.sha256())
        .contains("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    assertThat(stored.contentType()).contains("image/png");
    assertThat(stored.fileType()).isEqualTo("png");
    assertThat(stored.caption()).contains("owl");
    assertThat(stored.sampleIndex()).isEqualTo(2);
    assertThat(pluto.refusals()).isEmpty();
  }

  @Test
  void takesNamesOfEveryScript() throws IOException {
    String name = "\u640d".repeat(85) + "/\u7cbe\u5ea6";
    String url = presigned(file(name, "")).get(name).get(0).get("ä b.PNG").textValue();

    assertThat(client.put(url, new byte[] {1}).statusCode()).isEqualTo(200);
    assertThat(pluto.run(id).files()).allMatch(FileEntry::isUploaded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/../b", "./a", "a//b", "/a", "a/", "a\\u0000b", "LONG", "MANY"})
  void handsOutAddressesThatStorageThenRefuses(String name) throws IOException {
    String given =
        name.replace("LONG", "\u640d".repeat(85) + "x")
            .replace("MANY", "0123456789/".repeat(90) + "x");
    String url = presigned(file(given, "")).elements().next().get(0).get("ä b.PNG").textValue();

    assertThat(client.put(url, new byte[] {1}).statusCode()).isEqualTo(400);
    assertThat(pluto.run(id).files()).hasSize(1).noneMatch(FileEntry::isUploaded);
  }

  @Test
  void refusesAPutThatCarriesTheKey() throws IOException {
    String url = presigned(file("f", "")).at("/f/0/ä b.PNG").textValue();

    HttpResponse<String> response =
        client.put(url, new byte[] {1}, "Authorization", "Bearer " + KEY);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("<Error>");
    assertThat(client.put(url, new byte[] {1}, "x-amz-acl", "private").statusCode()).isEqualTo(403);
    assertThat(pluto.run(id).files()).noneMatch(FileEntry::isUploaded);
  }

  @Test
  void refusesAPutWithoutContentLength() throws IOException {
    String url = presigned(file("f", "")).at("/f/0/ä b.PNG").textValue();
    HttpRequest.Builder chunked =
        HttpRequest.newBuilder(URI.create(url))
            .PUT(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(new byte[] {1, 2})));

    assertThat(client.send(chunked).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesAPutToAnAddressItDidNotHandOut() throws IOException {
    String url = presigned(file("f", "")).at("/f/0/ä b.PNG").textValue();

    assertThat(client.put(url.replace("/f/", "/g/"), new byte[1]).statusCode()).isEqualTo(403);
    pluto.expireUploadAddresses();
    assertThat(client.put(url, new byte[1]).body()).contains("Request has expired");
  }

  @Test
  void keepsOnlyTheDigestOfLargeFiles() throws IOException {
    String url = presigned(file("f", "")).at("/f/0/ä b.PNG").textValue();
    client.put(url, new byte[8 * 1024 * 1024 + 1]);

    FileEntry stored = pluto.run(id).files().get(0);
    assertThat(stored.size()).isEqualTo(8 * 1024 * 1024 + 1);
    assertThat(stored.content()).isEmpty();
    assertThat(stored.sha256()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'files':[1]}",
        "{'files':[{'logName':'f','fileSize':3,'fileType':'png','step':40,'time':5}]}",
        "{'files':[{'fileName':'a','logName':'f','fileSize':3,'fileType':'png','step':-1,'time':5}]}",
        "{'files':[{'fileName':'a','logName':'f','fileSize':3.0,'fileType':'','step':1,'time':5}]}",
        "{'files':[{'fileName':'a','logName':'f','fileSize':3,'fileType':null,'step':1,'time':5}]}",
        "{'files':[{'fileName':'a','logName':'f','fileSize':3,'fileType':'','step':1,'time':5,"
            + "'sampleIndex':null}]}",
        "{'files':[{'fileName':'a','logName':'f','fileSize':3,'fileType':'','step':1,'time':5,"
            + "'caption':7}]}"
      })
  void refusesMistypedFilesInPlainTextBeforeTheKey(String body) throws IOException {
    HttpResponse<String> response = client.send(client.json("/files", q(body)));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
  }

  @Test
  void refusesOtherTypesBrokenJsonAndLargeBodies() throws IOException {
    HttpRequest.Builder untyped =
        client.request("/files").POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(client.send(untyped).statusCode()).isEqualTo(415);
    assertThat(client.presign(id, "{").statusCode()).isEqualTo(400);
    String large = "{\"files\":[],\"x\":\"" + "x".repeat(2_097_152) + "\"}";
    assertThat(client.presign(id, large).statusCode()).isEqualTo(413);
  }

  @Test
  void answersBadKeysWithReal401s() throws IOException {
    HttpResponse<String> missing = client.send(client.json("/files", q("{'files':[]}")));
    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(missing.body())
        .isEqualTo(q("{'code':'MISSING_TOKEN','message':'Missing Authorization header'}"));
    pluto.keys().expire(KEY);
    assertThat(client.presign(id, q("{'files':[]}")).body())
        .isEqualTo(q("{'code':'INVALID_TOKEN','message':'API key has expired'}"));
  }

  @Test
  void wantsRunIdAndProject() throws IOException {
    HttpResponse<String> response = client.post("/files", q("{'files':[]}"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            q(
                "{'code':'INVALID_HEADER_FORMAT',"
                    + "'message':'Missing required header: X-Run-Id'}"));
  }

  @Test
  void hangsUpOnARunIdThatIsNoNumber() {
    HttpRequest.Builder request =
        client
            .json("/files", q("{'files':[]}"))
            .headers("Authorization", "Bearer " + KEY, "X-Run-Id", "x", "X-Project-Name", "p");

    assertThatThrownBy(() -> client.send(request)).isInstanceOf(IOException.class);
    assertThat(pluto.refusals()).extracting(Refusal::status).containsExactly(0);
  }

  @Test
  void showsImagesOnThePage() throws IOException {
    String url = presigned(file("f", "")).at("/f/0/ä b.PNG").textValue();
    client.put(url, "png".getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> image = client.get("/local/runs/" + id + "/files/0");
    assertThat(image.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(image.body()).isEqualTo("png");
    assertThat(client.get("/local/runs/" + id + "/files/1").statusCode()).isEqualTo(404);
  }
}
