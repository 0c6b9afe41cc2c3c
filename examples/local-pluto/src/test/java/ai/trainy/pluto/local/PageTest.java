package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class PageTest extends PlutoTest {
  @Test
  void showsThePageAtTheRootAndAtARunsAddress() throws IOException {
    HttpResponse<String> created =
        client.post("/api/runs/create", q("{'runName':'a','projectName':'x/y z'}"));
    HttpResponse<String> root = client.send(client.request("/"));
    HttpResponse<String> run = client.send(client.request(body(created).get("url").textValue()));

    assertThat(root.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(root.body()).contains("<title>Local Pluto</title>");
    assertThat(run.body()).isEqualTo(root.body());
    assertThat(run.statusCode()).isEqualTo(200);
    assertThat(root.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self';")
        .doesNotContain("unsafe");
  }

  @Test
  void givesThePageWhatItShows() throws IOException {
    long id = client.create(q("'runName':'a','projectName':'orbit-lab','tags':['t']"));
    StringBuilder lines = new StringBuilder();
    for (int step = 0; step < 5000; step++) {
      lines.append(q("{'time':1,'step':" + step + ",'data':{'m':" + step % 7 + "}}\n"));
    }
    client.ingest("metrics", id, lines + q("{'time':1,'step':5000,'data':{'m':NaN}}"));

    JsonNode runs = body(client.get("/local/runs"));
    assertThat(runs.at("/runs/0/points").intValue()).isEqualTo(5001);
    assertThat(runs.at("/runs/0/tags/0").textValue()).isEqualTo("t");
    JsonNode metric = body(client.get("/local/runs/" + id)).at("/metrics/0");
    assertThat(metric.get("name").textValue()).isEqualTo("m");
    assertThat(metric.get("last").textValue()).isEqualTo("NaN");
    JsonNode points =
        body(client.get("/local/points?name=m&buckets=300&runs=" + id)).get(Long.toString(id));
    assertThat(points.get("count").intValue()).isEqualTo(5001);
    assertThat(points.get("values").size()).isBetween(300, 900);
    assertThat(points.get("values")).hasSameSizeAs(points.get("steps"));
    assertThat(points.get("nonFinite").intValue()).isEqualTo(1);
    assertThat(client.get("/local/runs/7").statusCode()).isEqualTo(404);
  }

  @Test
  void showsWhereARunRanAndHowItEnded() throws IOException {
    long id =
        client.create(
            q("'runName':'a','projectName':'orbit-lab','systemMetadata':")
                + "\"{\\\"cpu\\\":{\\\"virtual\\\":2}}\"");
    client.post(
        "/api/runs/status/update",
        q("{'runId':" + id + ",'status':'FAILED','statusMetadata':")
            + "\"{\\\"exit_code\\\":7}\"}");

    JsonNode run = body(client.get("/local/runs/" + id));
    assertThat(run.at("/systemMetadata/cpu/virtual").intValue()).isEqualTo(2);
    assertThat(run.at("/statusMetadata/exit_code").intValue()).isEqualTo(7);
  }

  @Test
  void sumsUpForScripts() throws IOException {
    long id = client.createRun();
    String line = q("{'time':1,'step':1,'data':{'m':1}}\n");
    client.ingest("metrics", id, line + line);
    client.ingest("metrics", id, q("{'time':1,'step':1,'data':{'sys/memory.used':7}}\n"));
    client.post("/api/runs/create", "{");

    assertThat(client.get("/local/summary").body())
        .isEqualTo(
            q(
                "{'runs':1,'points':1,'samples':1,'rawRows':3,'files':0,'histograms':0,'tables':0,'refusedRequests':1}"));
    assertThat(body(client.get("/local/refusals")).at("/refusals/0/status").intValue())
        .isEqualTo(400);
    assertThat(pluto.requests())
        .startsWith(
            "POST /api/runs/create",
            "POST /ingest/metrics",
            "POST /ingest/metrics",
            "POST /api/runs/create");
  }
}
