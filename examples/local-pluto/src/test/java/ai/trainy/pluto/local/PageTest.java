package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
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

  @Test
  void answersOnlyToItsOwnNames() throws IOException {
    assertThat(statusFor("127.0.0.1:" + pluto.port())).startsWith("HTTP/1.1 200");
    assertThat(statusFor("localhost:" + pluto.port())).startsWith("HTTP/1.1 200");
    assertThat(statusFor("rebound.example:" + pluto.port())).startsWith("HTTP/1.1 421");
    assertThat(statusFor("127.0.0.1.rebound.example")).startsWith("HTTP/1.1 421");
  }

  private String statusFor(String host) throws IOException {
    try (Socket socket = new Socket(pluto.url().getHost(), pluto.port())) {
      socket
          .getOutputStream()
          .write(("GET /local/runs HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
          .readLine();
    }
  }

  @Test
  void showsNothingToOtherMachinesWithoutTheKey() throws IOException {
    Options options = new Options();
    options.host = "127.0.0.1";
    options.key = TestClient.KEY;
    try (LocalPluto open = LocalPluto.start(options)) {
      TestClient other = new TestClient(open);
      assertThat(other.get("/local/runs").statusCode()).isEqualTo(401);
      assertThat(other.get("/?key=mlpi_0123456789abcdef").statusCode()).isEqualTo(401);
      HttpResponse<String> signedIn = other.get("/?key=" + TestClient.KEY);
      assertThat(signedIn.statusCode()).isEqualTo(303);
      String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
      assertThat(
              other
                  .send(
                      other
                          .request("/local/runs")
                          .header("Cookie", "a=b; " + cookie.split(";", 2)[0]))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void readsNothingEndlessIntoMemory() throws IOException {
    String large = "\"" + "x".repeat(17 << 20) + "\"";
    assertThat(client.post("/api/runs/create", large).statusCode()).isEqualTo(413);
    long id = client.createRun();
    assertThatIOException().isThrownBy(() -> client.ingest("logs", id, "x".repeat(65 << 20)));
    assertThat(client.get("/local/runs").statusCode()).isEqualTo(200);
  }

  @Test
  void letsNoFileRunAnythingWhenItIsOpened() throws IOException {
    long id = client.createRun();
    String presigned =
        body(client.presign(
                id,
                q(
                    "{'files':[{'fileName':'a.svg','logName':'x','fileSize':1,'fileType':'svg','step':0,'time':1},"
                        + "{'fileName':'b.html','logName':'x','fileSize':1,'fileType':'html','step':0,'time':1}]}")))
            .at("/x/0/a.svg")
            .textValue();
    client.put(presigned, "<svg onload='alert(1)'/>".getBytes(US_ASCII));

    HttpResponse<String> file = client.get("/local/runs/" + id + "/files/0");
    assertThat(file.headers().firstValue("Content-Type")).contains("image/svg+xml");
    assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(file.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("sandbox");
    HttpResponse<String> part =
        client.send(client.request("/local/runs/" + id + "/files/0").header("Range", "bytes=1-3"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("svg");
    assertThat(client.get("/local/runs/" + id + "/files/1").statusCode()).isEqualTo(404);
  }

  @Test
  void keepsTheLowestAndTheHighestPointOfEachPart() throws IOException {
    long id = client.createRun();
    StringBuilder lines = new StringBuilder();
    for (int step = 0; step < 10_000; step++) {
      double value = step == 4321 ? 99 : step == 8765 ? -99 : 1;
      lines.append(q("{'time':1,'step':" + step + ",'data':{'m':" + value + "}}\n"));
    }
    client.ingest("metrics", id, lines.toString());

    JsonNode all =
        body(client.get("/local/points?name=m&buckets=10&runs=" + id)).get(Long.toString(id));
    assertThat(all.get("values")).extracting(JsonNode::doubleValue).contains(99.0, -99.0);
    assertThat(all.get("values").size()).isLessThanOrEqualTo(20);
    JsonNode part =
        body(client.get("/local/points?name=m&buckets=500&from=100&to=109&runs=" + id))
            .get(Long.toString(id));
    assertThat(part.get("steps")).extracting(JsonNode::intValue).startsWith(99).endsWith(110);
  }
}
