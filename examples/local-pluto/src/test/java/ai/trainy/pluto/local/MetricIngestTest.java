package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricIngestTest extends PlutoTest {
  private long id;

  @BeforeEach
  void createRun() throws IOException {
    id = client.createRun();
  }

  private HttpResponse<String> metrics(String lines) throws IOException {
    return client.ingest("metrics", id, q(lines));
  }

  private static String line(int step, String data) {
    return "{'time':1000,'step':" + step + ",'data':" + data + "}\n";
  }

  @Test
  void countsOneRecordPerValue() throws IOException {
    HttpResponse<String> response =
        metrics(line(1, "{'a':1,'b':2.5}") + "\n  \t\r\n" + line(2, "{'a':null,'b':-3}").trim());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("Stream processed successfully: 3 records");
    RunView run = pluto.run(id);
    assertThat(run.metricNames()).containsExactly("a", "b");
    assertThat(run.points("b")).containsExactly(new Point(1, 1000, 2.5), new Point(2, 1000, -3));
    assertThat(run.metricLines()).isEqualTo(2);
    assertThat(pluto.refusals()).isEmpty();
    assertThat(pluto.strays()).isEmpty();
  }

  @Test
  void keepsTheHighestTimePerStep() throws IOException {
    metrics("{'time':5,'step':2,'data':{'m':1}}\n{'time':9,'step':1,'data':{'m':2}}\n");
    metrics("{'time':4,'step':2,'data':{'m':3}}\n{'time':9,'step':1,'data':{'m':4}}\n");

    RunView run = pluto.run(id);
    assertThat(run.points("m")).containsExactly(new Point(1, 9, 4), new Point(2, 5, 1));
    assertThat(run.last("m").value()).isEqualTo(1);
    assertThat(run.arrivals("m")).extracting(Point::step).containsExactly(2L, 1L, 2L, 1L);
    assertThat(run.rawRows()).isEqualTo(4);
    assertThat(run.pointCount()).isEqualTo(2);
  }

  @Test
  void takesNonFiniteValuesBareOrQuoted() throws IOException {
    metrics(line(1, "{'a':NaN,'b':'NaN','c':Infinity,'d':'-Infinity','e':-Infinity}"));

    RunView run = pluto.run(id);
    assertThat(run.last("a").value()).isNaN();
    assertThat(run.last("b").value()).isNaN();
    assertThat(run.last("c").value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(run.last("d").value()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(run.last("e").value()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void letsTheLastOfRepeatedNamesWin() throws IOException {
    assertThat(metrics(line(1, "{'a':1,'b':5,'a':2}")).body()).contains("2 records");

    assertThat(pluto.run(id).arrivals("a")).containsExactly(new Point(1, 1000, 2));
  }

  @Test
  void readsUnsignedIntegersUpToSixtyFourBits() throws IOException {
    metrics("{'time':0,'step':18446744073709551615,'data':{'m':18446744073709551615}}");

    Point point = pluto.run(id).last("m");
    assertThat(Long.toUnsignedString(point.step())).isEqualTo("18446744073709551615");
    assertThat(point.value()).isEqualTo(0x1p64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[1]",
        "{'time':1,'step':1,'data':{'m':1}} {}",
        "{'time':1,'step':1,'data':{'m':1}",
        "{'time':1,'step':1}",
        "{'time':1,'step':1,'data':{'m':1},'extra':1}",
        "{'time':1,'step':1,'step':1,'data':{'m':1}}",
        "{'time':1,'step':-1,'data':{'m':1}}",
        "{'time':1,'step':3.0,'data':{'m':1}}",
        "{'time':1e3,'step':3,'data':{'m':1}}",
        "{'time':'1','step':3,'data':{'m':1}}",
        "{'time':1,'step':NaN,'data':{'m':1}}",
        "{'time':1,'step':18446744073709551616,'data':{'m':1}}",
        "{'time':1,'step':1,'data':[1]}",
        "{'time':1,'step':1,'data':{'m':true}}",
        "{'time':1,'step':1,'data':{'m':'high'}}",
        "{'time':1,'step':1,'data':{'m':[1]}}",
        "{'time':1,'step':1,'data':{'m':{}}}",
        "{'time':1,'step':1,'data':{'m':1e400}}",
        "{'time':1,'step':1,'data':{'m':+Infinity}}",
        "{'time':1,'step':1,'data':{'m':18446744073709551616}}",
        "{'time':1,'step':1,'data':{'m\\ud83d':1}}"
      })
  void endsAtALineItCannotDecode(String bad) throws IOException {
    HttpResponse<String> response = metrics(line(1, "{'m':1}") + bad + "\n" + line(2, "{'m':1}"));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(body(response).get("code").textValue()).isEqualTo("PROCESSING_FAILED");
    assertThat(body(response).get("message").textValue())
        .startsWith("Failed to process metrics stream: StreamDecodingError (3004 - ");
    assertThat(pluto.run(id).points("m")).containsExactly(new Point(1, 1000, 1));
    assertThat(pluto.refusals()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'m':null}", "{' ':1}", "{'':1}", "{'\\u00a0\\u0085':1}"})
  void endsAtALineThatIsNotValid(String data) throws IOException {
    HttpResponse<String> response = metrics(line(1, "{'m':1}") + line(2, data));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(body(response).get("message").textValue()).contains("InvalidMetricFormat (2005 - ");
    assertThat(pluto.run(id).rawRows()).isEqualTo(1);
  }

  @Test
  void refusesMalformedUtf8() throws IOException {
    byte[] line = q("{'time':1,'step':1,'data':{'m_':1}}").getBytes(StandardCharsets.UTF_8);
    line[q("{'time':1,'step':1,'data':{'m").length()] = (byte) 0xC0;

    HttpResponse<String> response =
        client.send(
            client
                .request("/ingest/metrics")
                .headers(TestClient.ingestHeaders(id))
                .POST(HttpRequest.BodyPublishers.ofByteArray(line)));
    assertThat(response.body()).contains("(3004 - ");
  }

  @Test
  void readsChunkedBodiesAndLongLines() throws IOException {
    StringBuilder data = new StringBuilder("{'first':0");
    for (int i = 0; i < 20_000; i++) {
      data.append(",'größe/").append(i).append("':").append(i);
    }
    byte[] body = q(line(1, data + "}") + line(2, "{'first':1}")).getBytes(StandardCharsets.UTF_8);

    HttpResponse<String> response =
        client.send(
            client
                .request("/ingest/metrics")
                .headers(TestClient.ingestHeaders(id))
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body))));

    assertThat(response.body()).contains("20002 records");
    assertThat(pluto.run(id).last("größe/19999").value()).isEqualTo(19_999);
    assertThat(pluto.traffic("/ingest/metrics").bytes()).isEqualTo(body.length);
  }

  @Test
  void seesTheSameViewWhileMoreArrives() throws IOException {
    metrics(line(1, "{'m':1}"));
    RunView before = pluto.run(id);
    metrics(line(2, "{'m':2}"));

    assertThat(before.points("m")).hasSize(1);
    assertThat(pluto.run(id).points("m")).hasSize(2);
  }
}
