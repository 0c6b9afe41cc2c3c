package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.KEY;
import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ApiServiceTest extends PlutoTest {
  private HttpResponse<String> slug(String authorization) throws IOException {
    HttpRequest.Builder request =
        client.request("/api/slug").POST(HttpRequest.BodyPublishers.noBody());
    return client.send(
        authorization == null ? request : request.header("Authorization", authorization));
  }

  @Test
  void namesTheOrganizationOfAKey() throws IOException {
    assertThat(slug("Bearer " + KEY).body()).isEqualTo(q("{'organization':{'slug':'local'}}"));
    assertThat(slug("bearer mlps_" + "s".repeat(24)).statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhatIsWrongWithAKey() throws IOException {
    assertThat(slug(null).statusCode()).isEqualTo(401);
    assertThat(slug(null).body()).isEqualTo(q("{'error':'Unauthorized'}"));
    assertThat(slug("Bearer").body()).isEqualTo(q("{'error':'Unauthorized'}"));
    assertThat(slug("Bearer other_key").body())
        .isEqualTo(q("{'error':'Unauthorized','message':'Invalid API key'}"));
    assertThat(slug("Bearer mlpi_short").body())
        .isEqualTo(q("{'error':'Unauthorized','message':'Key not found'}"));
    pluto.keys().expire(KEY);
    assertThat(slug("Bearer " + KEY).body())
        .isEqualTo(q("{'error':'Unauthorized','message':'API key has expired'}"));
    pluto.keys().revoke(KEY);
    assertThat(slug("Bearer " + KEY).body())
        .isEqualTo(q("{'error':'Unauthorized','message':'API key has been revoked'}"));
    pluto.keys().acceptOnly("mlpi_abcdefghijklmnop");
    assertThat(slug("Bearer " + KEY).body())
        .isEqualTo(q("{'error':'Unauthorized','message':'Key not found'}"));
    pluto.keys().acceptAll();
    assertThat(slug("Bearer " + KEY).statusCode()).isEqualTo(200);
  }

  @Test
  void tellsMalformedJson() throws IOException {
    for (String body : new String[] {"", "{", "{} {}", "{'a':NaN}"}) {
      HttpResponse<String> response = client.post("/api/runs/create", q(body));
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).isEqualTo(q("{'error':'Malformed JSON in request body'}"));
    }
    assertThat(body(client.post("/api/runs/create", "[]")).at("/error/issues/0/path").size())
        .isZero();
  }

  @Test
  void toleratesParametersOfTheContentType() throws IOException {
    HttpRequest.Builder request =
        client
            .request("/api/runs/create")
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(q("{'runName':'a','projectName':'p'}")));
    assertThat(client.send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void answersUnknownPathsAndMethodsInPlainText() throws IOException {
    assertThat(client.post("/api/runs/nothing", "{}").body()).isEqualTo("404 Not Found");
    assertThat(client.get("/api/runs/create").body()).isEqualTo("404 Not Found");
    assertThat(pluto.refusals()).extracting(Refusal::status).containsExactly(404, 404);
  }

  @Test
  void compressesWhenAsked() throws Exception {
    HttpRequest request =
        client
            .request("/api/slug")
            .header("Authorization", "Bearer " + KEY)
            .header("Accept-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    byte[] body = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
    assertThat(new String(body, StandardCharsets.UTF_8)).contains("local");
  }
}
