package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.KEY;
import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PyServiceTest extends PlutoTest {
  private long id;

  @BeforeEach
  void createRun() throws IOException {
    id = client.createRun();
  }

  private HttpResponse<String> heartbeat() throws IOException {
    return client.post("/api/runs/trigger", "{\"runId\":" + id + "}");
  }

  private HttpResponse<String> alert(String fields) throws IOException {
    return client.post("/api/runs/alert", q("{'runId':" + id + ",'alert':{" + fields + "}}"));
  }

  @Test
  void countsHeartbeats() throws IOException {
    assertThat(heartbeat().body()).isEqualTo(q("{'status':'RUNNING','triggers':null}"));
    heartbeat();

    assertThat(pluto.run(id).heartbeats()).isEqualTo(2);
    assertThat(pluto.run(id).lastHeartbeat()).isPresent();
  }

  @Test
  void cancelsAtTheNextHeartbeatAndAgainAfterAResume() throws IOException {
    pluto.requestCancel(id);
    assertThat(pluto.run(id).status()).isEqualTo("RUNNING");
    assertThat(body(heartbeat()).get("status").textValue()).isEqualTo("CANCELLED");

    client.post("/api/runs/resume", "{\"runId\":" + id + "}");
    assertThat(pluto.run(id).status()).isEqualTo("RUNNING");
    assertThat(body(heartbeat()).get("status").textValue()).isEqualTo("CANCELLED");
  }

  @Test
  void tellsAReapedRunThatItFailed() throws IOException {
    pluto.reap(id);

    assertThat(body(heartbeat()).get("status").textValue()).isEqualTo("FAILED");
    assertThat(pluto.run(id).statusMetadata().get("reason")).isEqualTo("heartbeat-timeout");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | missing | [\"body\",\"runId\"]",
        "{\"runId\":null} | int_type | [\"body\",\"runId\"]",
        "{\"runId\":\"1\"} | int_type | [\"body\",\"runId\"]",
        "[] | model_attributes_type | [\"body\"]",
        "{ | json_invalid | [\"body\"]"
      })
  void answersSchemaViolationsWith422(String body, String type, String location)
      throws IOException {
    HttpResponse<String> response = client.post("/api/runs/trigger", body);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(body(response).at("/detail/0/type").textValue()).isEqualTo(type);
    assertThat(body(response).at("/detail/0/loc").toString()).isEqualTo(location);
  }

  @Test
  void looksAtTheKeyButNotAtRevocation() throws IOException {
    String beat = "{\"runId\":" + id + "}";
    HttpResponse<String> missing = client.send(client.json("/api/runs/trigger", beat));
    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(missing.body()).isEqualTo(q("{'detail':'Authorization header missing or invalid'}"));
    pluto.keys().revoke(KEY);
    assertThat(heartbeat().statusCode()).isEqualTo(200);
    pluto.keys().expire(KEY);
    assertThat(heartbeat().body())
        .isEqualTo(q("{'detail':'Invalid or expired API key for this run'}"));
  }

  @Test
  void doesNotKnowOtherRuns() throws IOException {
    HttpResponse<String> response = client.post("/api/runs/trigger", "{\"runId\":7}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo(q("{'detail':'Run not found'}"));
  }

  @Test
  void fillsInWhatAnAlertLeavesOut() throws IOException {
    assertThat(alert("").body()).isEqualTo(q("{'status':'success'}"));
    assertThat(
            alert("'title':'t','body':'b','level':'ERROR','email':null,'timestamp':5,'url':null")
                .statusCode())
        .isEqualTo(200);

    assertThat(pluto.run(id).alerts())
        .hasToString("[INFO Status Update: alert, ERROR t: b]")
        .extracting(Alert::email)
        .containsExactly(true, false);
    assertThat(pluto.run(id).alerts().get(1).timestamp()).isEqualTo(5);
  }

  @Test
  void refusesAnAlertThatIsNotFlat() throws IOException {
    assertThat(alert("'title':{}").statusCode()).isEqualTo(422);
    assertThat(alert("'title':1.5").statusCode()).isEqualTo(422);
    assertThat(client.post("/api/runs/alert", "{\"runId\":" + id + "}").statusCode())
        .isEqualTo(422);
    assertThat(pluto.run(id).alerts()).isEmpty();
  }

  @Test
  void failsOnAnAlertWithUrlAfterMailingIt() throws IOException {
    HttpResponse<String> response = alert("'url':'https://example.test'");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(body(response).get("detail").textValue()).startsWith("Failed to send alert: ");
    assertThat(pluto.run(id).alerts()).hasSize(1);
  }
}
