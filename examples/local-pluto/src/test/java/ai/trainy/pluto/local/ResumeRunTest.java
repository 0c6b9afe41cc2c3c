package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ResumeRunTest extends PlutoTest {
  private HttpResponse<String> resume(String fields) throws IOException {
    return client.post("/api/runs/resume", q("{" + fields + "}"));
  }

  @Test
  void findsARunByEachOfItsIds() throws IOException {
    long id = client.create(q("'runName':'a','projectName':'orbit-lab','externalId':'x'"));

    for (String by :
        new String[] {
          "'runId':" + id, "'displayId':'ol-1'", "'externalId':'x','projectName':'orbit-lab'"
        }) {
      HttpResponse<String> response = resume(by);
      assertThat(response.statusCode()).as(by).isEqualTo(200);
      assertThat(body(response).get("runId").longValue()).isEqualTo(id);
      assertThat(body(response).get("resumed").booleanValue()).isTrue();
      assertThat(body(response).has("forkStep")).isFalse();
    }
  }

  @Test
  void setsAnEndedRunBackToRunning() throws IOException {
    long id = client.createRun();
    pluto.reap(id);

    resume("'runId':" + id);

    assertThat(pluto.run(id).statusHistory()).containsExactly("RUNNING", "FAILED", "RUNNING");
  }

  @Test
  void wantsExactlyOneId() throws IOException {
    assertThat(body(resume("")).at("/error/name").textValue()).isEqualTo("ZodError");
    assertThat(body(resume("'runId':1,'displayId':'A-1'")).at("/error/name").textValue())
        .isEqualTo("ZodError");
    assertThat(body(resume("'runId':1,'displayId':null")).at("/error/issues/0/received"))
        .hasToString("\"null\"");
  }

  @Test
  void saysWhatIsWrongWithAnId() throws IOException {
    client.create(q("'runName':'a','projectName':'ape'"));
    client.create(q("'runName':'a','projectName':'Ape'"));

    assertThat(resume("'runId':1").statusCode()).isEqualTo(404);
    assertThat(resume("'runId':1").body()).isEqualTo(q("{'error':'Run not found'}"));
    assertThat(resume("'displayId':'APE'").body())
        .contains("Invalid displayId format. Expected PREFIX-NUMBER (e.g., 'MMP-1')");
    assertThat(resume("'externalId':'x'").body())
        .isEqualTo(q("{'error':'projectName is required when using externalId'}"));
    assertThat(resume("'displayId':'APE-1'").statusCode()).isEqualTo(409);
    assertThat(resume("'displayId':'APE-1'").body())
        .contains("displayId 'APE-1' is ambiguous across multiple projects (e.g. ape, Ape).");
    assertThat(resume("'displayId':'APE-1','projectName':'Ape'").statusCode()).isEqualTo(200);
  }
}
