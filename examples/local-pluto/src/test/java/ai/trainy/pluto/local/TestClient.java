package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Speaks plain HTTP to a local Pluto, with headers a test can bend. */
final class TestClient {
  static final String KEY = "mlpi_abcDEF012345_-xy";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final LocalPluto pluto;

  TestClient(LocalPluto pluto) {
    this.pluto = pluto;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(pluto.url().resolve(path)).timeout(Duration.ofMinutes(5));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  HttpResponse<String> get(String path) throws IOException {
    return send(request(path).header("Authorization", "Bearer " + KEY));
  }

  HttpResponse<String> post(String path, String json) throws IOException {
    return send(json(path, json).header("Authorization", "Bearer " + KEY));
  }

  HttpRequest.Builder json(String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  /** Creates a run of these fields and returns its id. */
  long create(String fields) throws IOException {
    HttpResponse<String> response = post("/api/runs/create", "{" + fields + "}");
    return body(response).get("runId").longValue();
  }

  long createRun() throws IOException {
    return create("'runName':'heron','projectName':'orbit-lab'".replace('\'', '"'));
  }

  /** Posts lines to /ingest/{stream} for a run of project orbit-lab. */
  HttpResponse<String> ingest(String stream, long runId, String lines) throws IOException {
    return send(
        request("/ingest/" + stream)
            .headers(ingestHeaders(runId))
            .POST(HttpRequest.BodyPublishers.ofString(lines)));
  }

  HttpResponse<String> presign(long runId, String body) throws IOException {
    return send(json("/files", body).headers(ingestHeaders(runId)));
  }

  HttpResponse<String> put(String url, byte[] content, String... headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofMinutes(5))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(content));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  static String[] ingestHeaders(long runId) {
    List<String> headers = new ArrayList<>();
    Map.of(
            "Authorization",
            "Bearer " + KEY,
            "X-Run-Id",
            Long.toString(runId),
            "X-Project-Name",
            "orbit-lab")
        .forEach((name, value) -> headers.addAll(List.of(name, value)));
    return headers.toArray(new String[0]);
  }

  static JsonNode body(HttpResponse<String> response) {
    try {
      return Json.parse(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(response.body(), e);
    }
  }

  /** Single quotes for double ones: JSON that can be read inside Java. */
  static String q(String json) {
    return json.replace('\'', '"');
  }
}
