package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CreateRunTest extends PlutoTest {
  private HttpResponse<String> create(String fields) throws IOException {
    return client.post("/api/runs/create", q("{" + fields + "}"));
  }

  @Test
  void keepsWhatARunIsCreatedWith() throws IOException {
    HttpResponse<String> response =
        client.post(
            "/api/runs/create",
            "{\"runName\":\"heron\",\"projectName\":\"orbit-lab\",\"externalId\":\"k3v9\","
                + "\"tags\":[\"baseline\",\"group:night\"],"
                + "\"config\":\"{\\\"lr\\\":0.002,\\\"model\\\":{\\\"depth\\\":12}}\","
                + "\"loggerSettings\":\"{}\",\"systemMetadata\":\"{\\\"cpu\\\":4}\","
                + "\"createdAt\":null,\"updatedAt\":null,\"unknown\":1}");

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode created = body(response);
    assertThat(created.get("number").intValue()).isEqualTo(1);
    assertThat(created.get("displayId").textValue()).isEqualTo("OL-1");
    assertThat(created.get("projectName").textValue()).isEqualTo("orbit-lab");
    assertThat(created.get("resumed").booleanValue()).isFalse();
    assertThat(created.get("forkedFromRunId").isNull()).isTrue();
    assertThat(created.get("url").textValue())
        .startsWith(pluto.url() + "/o/local/projects/orbit-lab/");
    RunView run = pluto.run("orbit-lab", "k3v9");
    assertThat(run.runId()).isEqualTo(created.get("runId").longValue());
    assertThat(run.name()).isEqualTo("heron");
    assertThat(run.status()).isEqualTo("RUNNING");
    assertThat(run.tags()).containsExactly("baseline", "group:night");
    assertThat(run.config()).isEqualTo(Map.of("lr", 0.002, "model", Map.of("depth", 12)));
    assertThat(run.systemMetadata()).isEqualTo(Map.of("cpu", 4));
    assertThat(pluto.refusals()).isEmpty();
  }

  @Test
  void returnsTheExistingRunForAKnownExternalId() throws IOException {
    long id =
        body(create("'runName':'a','projectName':'p','externalId':'x','config':'{}'"))
            .get("runId")
            .longValue();
    client.post("/api/runs/status/update", q("{'runId':" + id + ",'status':'FAILED'}"));

    JsonNode again =
        body(
            client.post(
                "/api/runs/create",
                "{\"runName\":\"b\",\"projectName\":\"p\",\"externalId\":\"x\","
                    + "\"tags\":[\"new\"],\"config\":\"{\\\"a\\\":1}\"}"));

    assertThat(again.get("resumed").booleanValue()).isTrue();
    assertThat(again.get("runId").longValue()).isEqualTo(id);
    RunView run = pluto.run(id);
    assertThat(run.name()).isEqualTo("a");
    assertThat(run.tags()).isEmpty();
    assertThat(run.config()).isEqualTo(Map.of("a", 1));
    assertThat(run.statusHistory()).containsExactly("RUNNING", "FAILED", "RUNNING");
    assertThat(pluto.runs()).hasSize(1);
  }

  @Test
  void makesASecondRunWithoutExternalId() throws IOException {
    create("'runName':'a','projectName':'p'");
    create("'runName':'a','projectName':'p','externalId':null");

    assertThat(pluto.runs()).extracting(RunView::displayId).containsExactly("P-1", "P-2");
  }

  @Test
  void answersSchemaViolationsAsZodErrors() throws IOException {
    HttpResponse<String> response =
        create("'projectName':7,'externalId':'','tags':['a',1],'createdAt':1.5,'config':{}");

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode body = body(response);
    assertThat(body.get("success").booleanValue()).isFalse();
    assertThat(body.at("/error/name").textValue()).isEqualTo("ZodError");
    assertThat(body.at("/error/issues"))
        .extracting(issue -> issue.get("path").toString() + " " + issue.get("message").textValue())
        .containsExactly(
            "[\"runName\"] Required",
            "[\"projectName\"] Expected string, received number",
            "[\"externalId\"] String must contain at least 1 character(s)",
            "[\"tags\",1] Expected string, received number",
            "[\"config\"] Expected string, received object",
            "[\"createdAt\"] Expected integer, received float");
    assertThat(pluto.refusals()).hasSize(1);
  }

  @Test
  void takesFiftyTagsAndNotOneMore() throws IOException {
    String fifty = String.join("','", Collections.nCopies(50, "t"));

    assertThat(create("'runName':'a','projectName':'p','tags':['" + fifty + "']").statusCode())
        .isEqualTo(200);
    HttpResponse<String> refused =
        create("'runName':'a','projectName':'p','tags':['" + fifty + "','t']");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(body(refused).at("/error/issues/0/code").textValue()).isEqualTo("too_big");
    assertThat(body(refused).at("/error/issues/0/path/0").textValue()).isEqualTo("tags");
  }

  @Test
  void takesOneGroupTagAndNotTwo() throws IOException {
    HttpResponse<String> response =
        create("'runName':'a','projectName':'p','tags':['group:a','group:b']");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo(q("{'error':'A run can have at most one group:* tag.'}"));
  }

  @Test
  void failsOnOverLongNames() throws IOException {
    String longest = "n".repeat(255);

    assertThat(create("'runName':'" + longest + "','projectName':'p'").statusCode()).isEqualTo(200);
    HttpResponse<String> run = create("'runName':'" + longest + "n','projectName':'p'");
    HttpResponse<String> id =
        create("'runName':'a','projectName':'p','externalId':'" + longest + "n'");
    HttpResponse<String> project = create("'runName':'a','projectName':'" + longest + "n'");
    assertThat(List.of(run.statusCode(), id.statusCode(), project.statusCode())).containsOnly(500);
    assertThat(run.body()).isEqualTo(q("{'error':'Failed to create run'}"));
    assertThat(id.body()).isEqualTo(q("{'error':'Failed to create run'}"));
    assertThat(project.body()).isEqualTo(q("{'error':'Internal Server Error'}"));
  }

  @Test
  void refusesConfigThatIsNoJson() throws IOException {
    HttpResponse<String> response = create("'runName':'a','projectName':'p','config':'{'");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo(q("{'error':'Invalid JSON format in request body'}"));
  }

  @Test
  void failsOnWhatItsDatabaseCannotStore() throws IOException {
    assertThat(create("'runName':'a\\u0000','projectName':'p'").statusCode()).isEqualTo(500);
    assertThat(create("'runName':'a\\ud83d','projectName':'p'").statusCode()).isEqualTo(500);
    assertThat(create("'runName':'a','projectName':'p','tags':['\\ud83d']").statusCode())
        .isEqualTo(500);
  }

  @Test
  void refusesNewRunsAtTheLimitButResumesOldOnes() throws IOException {
    create("'runName':'a','projectName':'p','externalId':'x'");
    pluto.setAtLimit(true);

    HttpResponse<String> refused = create("'runName':'b','projectName':'p'");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).isEqualTo(q("{'error':'Organization is at limit'}"));
    assertThat(create("'runName':'a','projectName':'p','externalId':'x'").statusCode())
        .isEqualTo(200);
  }

  @Test
  void forksFromTheRunThatOwnsTheStep() throws IOException {
    long parent =
        client.create(
            "\"runName\":\"a\",\"projectName\":\"orbit-lab\",\"tags\":[\"group:old\"],"
                + "\"config\":\"{\\\"a\\\":1,\\\"b\\\":1}\"");
    client.ingest("metrics", parent, q("{'time':1,'step':9,'data':{'m':1}}"));
    String fork = "\"runName\":\"c\",\"projectName\":\"orbit-lab\",\"forkRunId\":" + parent;

    HttpResponse<String> forked =
        client.post(
            "/api/runs/create",
            "{"
                + fork
                + ",\"forkStep\":9,\"inheritTags\":true,\"tags\":[\"group:new\"],"
                + "\"config\":\"{\\\"b\\\":2}\"}");
    assertThat(body(forked).get("forkedFromRunId").longValue()).isEqualTo(parent);
    RunView run = pluto.run("orbit-lab", "c");
    assertThat(run.config()).isEqualTo(Map.of("a", 1, "b", 2));
    assertThat(run.tags()).containsExactly("group:new");
    assertThat(client.post("/api/runs/create", "{" + fork + "}").body())
        .contains("forkStep is required when forkRunId is provided");
    assertThat(client.post("/api/runs/create", "{" + fork + ",\"forkStep\":10}").body())
        .contains("forkStep (10) exceeds the parent run's max step (9)");
    assertThat(
            create("'runName':'c','projectName':'other','forkRunId':" + parent + ",'forkStep':1")
                .body())
        .contains("Fork parent run not found in this project");
  }
}
