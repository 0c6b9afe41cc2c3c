package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RunQueriesTest extends PlutoTest {
  @Test
  void describesARun() throws IOException {
    long id =
        client.create(
            q(
                "'runName':'a','projectName':'orbit-lab','externalId':'x','config':'{}','tags':['t']"));
    client.post(
        "/api/runs/logName/add",
        q("{'runId':" + id + ",'logName':['train/loss'],'logType':'METRIC'}"));

    JsonNode details = body(client.get("/api/runs/details/" + id));
    assertThat(details.get("externalId").textValue()).isEqualTo("x");
    assertThat(details.get("config").isObject()).isTrue();
    assertThat(details.get("statusMetadata").isNull()).isTrue();
    assertThat(details.get("logNames").toString())
        .isEqualTo(q("[{'logName':'train/loss','logType':'METRIC','logGroup':'train'}]"));
    assertThat(details.has("forkStep")).isTrue();
    JsonNode byDisplayId = body(client.get("/api/runs/details/by-display-id/OL-1"));
    assertThat(byDisplayId.get("id").longValue()).isEqualTo(id);
    assertThat(byDisplayId.has("forkStep")).isFalse();
    assertThat(client.get("/api/runs/details/7").statusCode()).isEqualTo(404);
  }

  @Test
  void listsRunsNewestFirst() throws IOException {
    client.create(q("'runName':'red owl','projectName':'p','tags':['a']"));
    client.create(q("'runName':'elk','projectName':'p','tags':['b']"));
    client.create(q("'runName':'Owl','projectName':'p','tags':['c']"));

    JsonNode all = body(client.get("/api/runs/list?projectName=p&limit=2"));
    assertThat(all.get("total").intValue()).isEqualTo(3);
    assertThat(all.get("runs"))
        .extracting(run -> run.get("name").textValue())
        .containsExactly("Owl", "elk");
    assertThat(body(client.get("/api/runs/list?projectName=p&search=owl")).get("total").intValue())
        .isEqualTo(2);
    assertThat(body(client.get("/api/runs/list?projectName=p&tags=a,b")).get("total").intValue())
        .isEqualTo(2);
    assertThat(body(client.get("/api/runs/list?projectName=none")).get("total").intValue())
        .isZero();
    assertThat(client.get("/api/runs/list").statusCode()).isEqualTo(400);
    assertThat(client.get("/api/runs/list?projectName=p&limit=201").statusCode()).isEqualTo(400);
  }

  @Test
  void findsARunByItsConfig() throws IOException {
    client.create(
        "\"runName\":\"a\",\"projectName\":\"p\",\"config\":\"{\\\"wandb\\\":{\\\"id\\\":\\\"x7\\\"}}\"");
    client.create(q("'runName':'b','projectName':'p'"));

    String filter = "%7B%22config.wandb.id%22%3A%22x7%22%7D";
    JsonNode found = body(client.get("/api/runs/list?projectName=p&filter=" + filter));
    assertThat(found.get("runs"))
        .extracting(run -> run.get("name").textValue())
        .containsExactly("a");
  }

  @Test
  void pagesThroughConsoleLinesByNumber() throws IOException {
    long id = client.createRun();
    for (int line : new int[] {2, 1, 3}) {
      client.ingest(
          "logs",
          id,
          q("{'time':1,'message':'m" + line + "','lineNumber':" + line + ",'logType':'INFO'}"));
    }

    JsonNode logs =
        body(client.get("/api/runs/logs?runId=" + id + "&projectName=orbit-lab&limit=1&offset=1"));
    assertThat(logs.get("total").intValue()).isEqualTo(3);
    assertThat(logs.get("logs"))
        .extracting(line -> line.get("message").textValue())
        .containsExactly("m2");
    JsonNode other = body(client.get("/api/runs/logs?runId=" + id + "&projectName=else"));
    assertThat(other.get("total").intValue()).isZero();
  }

  @Test
  void answersWithoutAKeyWhatIsPublic() throws IOException {
    long id = client.createRun();
    String shortId = pluto.url() + "/api/runs/" + RunUrls.shortId(id);

    assertThat(client.send(client.request(shortId)).body()).isEqualTo("{\"runId\":" + id + "}");
    for (String path : new String[] {"/api/health", "/health", "/healthz", "/version"}) {
      assertThat(client.send(client.request(path)).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(client.send(client.request("/api/runs/list?projectName=p")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void showsDeduplicatedAndRawMetrics() throws IOException {
    long id = client.createRun();
    String line = q("{'time':5,'step':1,'data':{'m':2}}\n");
    client.ingest("metrics", id, line + line);

    String query = "?runId=" + id + "&projectName=orbit-lab&logName=m";
    assertThat(body(client.get("/api/runs/metrics" + query)).get("metrics")).hasSize(1);
    assertThat(body(client.get("/api/runs/metrics/raw" + query)).get("metrics")).hasSize(2);
    assertThat(body(client.get("/api/runs/status/history?runId=" + id)).get("history")).hasSize(1);
  }
}
