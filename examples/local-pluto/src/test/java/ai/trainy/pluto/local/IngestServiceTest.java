package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.KEY;
import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestServiceTest extends PlutoTest {
  private static final String LINE = q("{'time':1,'step':1,'data':{'m':1}}");

  private HttpResponse<String> post(String... headers) throws IOException {
    HttpRequest.Builder request =
        client.request("/ingest/metrics").POST(HttpRequest.BodyPublishers.ofString(LINE));
    return client.send(headers.length == 0 ? request : request.headers(headers));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Basic abc | InvalidBearerFormat (1007 -"
            + " | Authorization header must start with 'Bearer '",
        "bearer mlpi_abcDEF012345_-xy | InvalidBearerFormat (1007 -"
            + " | Authorization header must start with 'Bearer '",
        "Bearer mlpi_$ | InvalidTokenFormat (1006 - | Bearer token contains invalid characters",
        "Bearer mlpi_unknown | InvalidToken (1002 - | Invalid API key"
      })
  void answersBadKeysWith422(String authorization, String cause, String text) throws IOException {
    HttpResponse<String> response = post("Authorization", authorization);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(body(response).get("code").textValue()).isEqualTo("PROCESSING_FAILED");
    assertThat(body(response).get("message").textValue())
        .startsWith("Failed to process metrics stream: " + cause)
        .endsWith(text);
  }

  @Test
  void answersMissingAndSpentKeysWith422() throws IOException {
    assertThat(post().body()).contains("MissingToken (1003 - ");
    pluto.keys().expire(KEY);
    assertThat(client.ingest("logs", 1, LINE).body())
        .contains("Failed to process logs stream: InvalidToken (1002 - Authentication Error)")
        .contains("API key has expired");
    pluto.keys().revoke(KEY);
    assertThat(client.ingest("data", 1, LINE).body()).contains("API key has been revoked");
  }

  @Test
  void wantsRunIdAndProject() throws IOException {
    assertThat(post("Authorization", "Bearer " + KEY, "X-Project-Name", "p").body())
        .contains("InvalidHeaderFormat (2004 - ")
        .contains("Missing required header: X-Run-Id");
    assertThat(post("Authorization", "Bearer " + KEY, "X-Run-Id", "1").body())
        .contains("Missing required header: X-Project-Name");
    assertThat(pluto.strays()).isEmpty();
  }

  @Test
  void takesAProjectNameBeyondAsciiForMissing() throws IOException {
    // by hand: the JDK's client would send a question mark
    try (Socket socket = new Socket(pluto.url().getHost(), pluto.port())) {
      String request =
          "POST /ingest/metrics HTTP/1.1\r\nHost: local\r\nConnection: close\r\n"
              + ("Authorization: Bearer " + KEY + "\r\nX-Run-Id: 1\r\n")
              + "X-Project-Name: größe\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(response).contains("Missing required header: X-Project-Name");
    }
  }

  @Test
  void filesDataOfAnUnreadableRunIdUnderRunZero() throws IOException {
    String[] headers = {
      "Authorization", "Bearer " + KEY, "X-Run-Id", "OL-1", "X-Project-Name", "p"
    };
    assertThat(post(headers).statusCode()).isEqualTo(200);

    assertThat(pluto.strays()).extracting(RunView::runId).containsExactly(0L);
    assertThat(pluto.strays().get(0).points("m")).hasSize(1);
  }

  @Test
  void hidesDataSentUnderAnotherProject() throws IOException {
    long id = client.createRun();
    post("Authorization", "Bearer " + KEY, "X-Run-Id", "" + id, "X-Project-Name", "other");

    assertThat(pluto.run(id).rawRows()).isZero();
    assertThat(pluto.strays()).extracting(RunView::project).containsExactly("other");
    assertThat(pluto.strays().get(0).isStray()).isTrue();
  }

  @Test
  void keepsDataRowsAsSent() throws IOException {
    long id = client.createRun();
    String histogram =
        "{\\\"freq\\\":[2,9],\\\"maxFreq\\\":9,\\\"bins\\\":{\\\"min\\\":-1.0,\\\"max\\\":1.0,"
            + "\\\"num\\\":2},\\\"shape\\\":\\\"uniform\\\",\\\"type\\\":\\\"Histogram\\\",\\\"v\\\":1}";
    String start = "{\"time\":1,\"step\":4,\"dataType\":\"";
    String lines =
        start
            + "HISTOGRAM\",\"logName\":\"w\",\"data\":\""
            + histogram
            + "\"}\n"
            + start
            + "HISTOGRAM\",\"logName\":\"w\",\"data\":\""
            + histogram.replace("uniform", "generic")
            + "\"}\n"
            + start
            + "string-series\",\"logName\":\"phase\",\"data\":\"warm up \\ud83e\\udd89\"}\n";

    assertThat(client.ingest("data", id, lines).body()).contains("3 records");
    assertThat(pluto.run(id).dataRows())
        .extracting(DataRow::isReadable)
        .containsExactly(true, false, true);
    assertThat(pluto.run(id).dataRows().get(2).data()).isEqualTo("warm up 🦉");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'time':1,'step':1,'dataType':'TABLE','logName':'t','data':{}}",
        "{'time':1,'step':1,'dataType':'TABLE','logName':'t','data':null}",
        "{'time':1,'step':1,'dataType':'TABLE','logName':'t','data':'\\ud83d'}",
        "{'time':1,'step':1,'dataType':'TABLE','data':''}"
      })
  void refusesMistypedDataLines(String line) throws IOException {
    assertThat(client.ingest("data", 1, q(line)).body())
        .contains("Failed to process data stream: StreamDecodingError (3004 - ");
  }

  @Test
  void refusesBlankNamesAndTypes() throws IOException {
    assertThat(
            client
                .ingest("data", 1, q("{'time':1,'step':1,'dataType':' ','logName':'t','data':''}"))
                .body())
        .contains("(2005 - ");
    assertThat(
            client
                .ingest("logs", 1, q("{'time':1,'message':'m','lineNumber':1,'logType':''}"))
                .body())
        .contains("InvalidLogFormat (2006 - ");
  }

  @Test
  void keepsConsoleLinesBeforeABadOne() throws IOException {
    long id = client.createRun();
    HttpResponse<String> response =
        client.ingest(
            "logs",
            id,
            q(
                "{'time':1,'message':'','lineNumber':1,'logType':'INFO'}\n"
                    + "{'time':1,'message':'two\\r','lineNumber':2,'logType':'ERROR'}\n"
                    + "{'time':1,'message':null,'lineNumber':3,'logType':'INFO'}\n"
                    + "{'time':1,'message':'four','lineNumber':4,'logType':'INFO'}\n"));

    assertThat(response.body()).contains("(3004 - ");
    assertThat(pluto.run(id).messages("INFO")).containsExactly("");
    assertThat(pluto.run(id).messages("ERROR")).containsExactly("two\r");
  }

  @Test
  void knowsNoOtherPathOrMethod() throws IOException {
    assertThat(client.get("/ingest/metrics").statusCode()).isEqualTo(405);
    assertThat(client.post("/ingest/else", "").statusCode()).isEqualTo(404);
  }
}
