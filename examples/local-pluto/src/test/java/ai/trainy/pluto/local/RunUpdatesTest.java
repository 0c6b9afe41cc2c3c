package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunUpdatesTest extends PlutoTest {
  private long id;

  @BeforeEach
  void createRun() throws IOException {
    id = client.createRun();
  }

  private HttpResponse<String> update(String what, String fields) throws IOException {
    return client.post("/api/runs/" + what, q("{'runId':" + id + "," + fields + "}"));
  }

  private HttpResponse<String> config(String config) throws IOException {
    String encoded = Json.object().textNode(q(config)).toString();
    return client.post(
        "/api/runs/config/update", "{\"runId\":" + id + ",\"config\":" + encoded + "}");
  }

  @Test
  void aNameThatTheIndexDoesNotTakeCostsTheWholeRequest() throws IOException {
    String longest = "\u640d".repeat(894) + "xx";
    assertThat(
            update("logName/add", "'logName':['" + longest + "'],'logType':'METRIC'").statusCode())
        .isEqualTo(200);
    for (String bad : new String[] {longest + "x", "a\\u0000", "a\\ud83d"}) {
      assertThat(
              update("logName/add", "'logName':['loss','" + bad + "'],'logType':'METRIC'")
                  .statusCode())
          .isEqualTo(500);
    }

    assertThat(pluto.run(id).logNames()).containsOnlyKeys(longest);
  }

  @Test
  void aPathOfMoreThan500CharactersSwitchesTheIndexOfConfigOff() throws IOException {
    config("{'a':{'" + "k".repeat(498) + "':1}}");
    assertThat(pluto.run(id).isConfigIndexed()).isTrue();
    assertThat(config("{'a':{'" + "k".repeat(499) + "':1}}").statusCode()).isEqualTo(200);
    assertThat(pluto.run(id).isConfigIndexed()).isFalse();
  }

  @Test
  void soDoesOneOfTheSystemMetadata() throws IOException {
    long described =
        client.create(
            q("'runName':'a','projectName':'orbit-lab','systemMetadata':")
                + Json.object().textNode(q("{'" + "k".repeat(501) + "':1}")));

    assertThat(pluto.run(described).isConfigIndexed()).isFalse();
  }

  @Test
  void dropsALowerTerminalStatusWithoutAWord() throws IOException {
    for (String status :
        new String[] {"COMPLETED", "TERMINATED", "FAILED", "CANCELLED", "COMPLETED"}) {
      assertThat(update("status/update", "'status':'" + status + "'").body())
          .isEqualTo(q("{'success':true}"));
    }

    assertThat(pluto.run(id).statusHistory())
        .containsExactly("RUNNING", "COMPLETED", "TERMINATED", "FAILED");
    assertThat(pluto.refusals()).isEmpty();
  }

  @Test
  void clearsStatusMetadataOnNullAndKeepsItOtherwise() throws IOException {
    update("status/update", "'status':'COMPLETED','statusMetadata':'7'");
    client.post(
        "/api/runs/status/update",
        "{\"runId\":" + id + ",\"status\":\"FAILED\",\"statusMetadata\":\"{\\\"a\\\":1}\"}");
    update("status/update", "'status':'FAILED','statusMetadata':''");
    update("status/update", "'status':'FAILED'");
    assertThat(pluto.run(id).statusMetadata()).isEqualTo(Map.of("a", 1));

    update("status/update", "'status':'FAILED','statusMetadata':null");
    assertThat(pluto.run(id).statusMetadata()).isEmpty();
  }

  @Test
  void refusesAnUnknownStatus() throws IOException {
    HttpResponse<String> response = update("status/update", "'status':'DONE'");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(body(response).at("/error/issues/0/code").textValue())
        .isEqualTo("invalid_enum_value");
    assertThat(update("status/update", "'status':'FAILED','statusMetadata':'{'").body())
        .isEqualTo(q("{'error':'Invalid statusMetadata JSON'}"));
  }

  @Test
  void keepsTheFirstTypeOfALogName() throws IOException {
    update("logName/add", "'logName':['loss','acc'],'logType':'METRIC'");
    update("logName/add", "'logName':['loss','img'],'logType':'IMAGE'");

    assertThat(pluto.run(id).logNames())
        .isEqualTo(Map.of("loss", "METRIC", "acc", "METRIC", "img", "IMAGE"));
    assertThat(update("logName/add", "'logName':['g'],'logType':'GRAPH'").statusCode())
        .isEqualTo(400);
    assertThat(update("logName/add", "'logName':'g','logType':'METRIC'").statusCode())
        .isEqualTo(400);
  }

  @Test
  void replacesTheWholeTagList() throws IOException {
    update("tags/update", "'tags':['b','a']");
    update("tags/update", "'tags':['c']");

    assertThat(pluto.run(id).tags()).containsExactly("c");
    assertThat(update("tags/update", "'tags':null").statusCode()).isEqualTo(400);
    assertThat(update("tags/update", "'tags':['group:a','group:b']").body())
        .isEqualTo(q("{'error':'A run can have at most one group:* tag.'}"));
  }

  @Test
  void mergesConfigKeyByKey() throws IOException {
    config("{'a':{'x':1,'y':[1,2]},'b':1}");
    config("{'a':{'y':[3]},'b':null,'c':{'z':true}}");
    config("");
    config("null");

    assertThat(pluto.run(id).config().get("a")).isEqualTo(Map.of("x", 1, "y", Arrays.asList(3)));
    assertThat(pluto.run(id).config().get("b")).isNull();
    assertThat(pluto.run(id).config().containsKey("b")).isTrue();
    assertThat(pluto.run(id).config().get("c")).isEqualTo(Map.of("z", true));
  }

  @Test
  void refusesConfigThatIsNoObject() throws IOException {
    assertThat(config("[1]").body())
        .isEqualTo(q("{'error':'Invalid config JSON: expected an object'}"));
    assertThat(config("{").body()).isEqualTo(q("{'error':'Invalid config JSON'}"));
    assertThat(update("config/update", "'config':null").statusCode()).isEqualTo(400);
  }

  @Test
  void replacesAndClearsNotes() throws IOException {
    update("notes/update", "'notes':'hello'");
    assertThat(pluto.run(id).notes()).contains("hello");
    update("notes/update", "'notes':''");
    assertThat(pluto.run(id).notes()).isEmpty();
    assertThat(update("notes/update", "'notes':'" + "n".repeat(1001) + "'").statusCode())
        .isEqualTo(400);
  }

  @Test
  void checksAModelGraphInside() throws IOException {
    assertThat(
            update(
                    "modelGraph/create",
                    "'graph':{'format':'f','nodes':{'n':{'type':'Linear','depth':1}}}")
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> refused =
        update("modelGraph/create", "'graph':{'format':'f','nodes':{'n':{'type':'Linear'}}}");
    assertThat(body(refused).at("/error/issues/0/path").toString())
        .isEqualTo(q("['graph','nodes','n','depth']"));
    assertThat(pluto.run(id).modelGraphs()).isEqualTo(1);
  }

  @Test
  void doesNotKnowOtherRuns() throws IOException {
    for (String body :
        new String[] {
          "tags/update {'runId':7,'tags':[]}",
          "config/update {'runId':7,'config':'{}'}",
          "status/update {'runId':7,'status':'FAILED'}",
          "logName/add {'runId':7,'logName':[],'logType':'METRIC'}"
        }) {
      String[] parts = body.split(" ", 2);
      HttpResponse<String> response = client.post("/api/runs/" + parts[0], q(parts[1]));
      assertThat(response.statusCode()).as(body).isEqualTo(404);
      assertThat(response.body()).isEqualTo(q("{'error':'Run not found'}"));
    }
  }

  @Test
  void punishesAMissingContentType() throws IOException {
    update("notes/update", "'notes':'hello'");

    assertThat(untyped("/api/runs/create").statusCode()).isEqualTo(500);
    assertThat(untyped("/api/runs/create").body())
        .isEqualTo(q("{'error':'Internal Server Error'}"));
    assertThat(untyped("/api/runs/tags/update").statusCode()).isEqualTo(500);
    assertThat(untyped("/api/runs/resume").statusCode()).isEqualTo(404);
    assertThat(untyped("/api/runs/notes/update").statusCode()).isEqualTo(200);
    assertThat(pluto.run(id).notes()).isEmpty();
  }

  private HttpResponse<String> untyped(String path) throws IOException {
    return client.send(
        client
            .request(path)
            .header("Authorization", "Bearer " + TestClient.KEY)
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }
}
