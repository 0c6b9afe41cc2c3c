package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The api service: who is asking, is it JSON, does it follow the schema; then the endpoint. */
final class ApiService implements Service {
  private static final Pattern JSON_TYPE =
      Pattern.compile("application/([a-z.-]+\\+)?json(;\\s*[a-zA-Z0-9-]+=([^;]+))*");

  private final Keys keys;
  private final RunQueries queries;
  private final Map<String, Endpoint> posts = new HashMap<>();

  ApiService(Store store, Keys keys, RunUrls urls) {
    this.keys = keys;
    this.queries = new RunQueries(store);
    posts.put("/api/runs/create", new CreateRun(store, urls));
    posts.put("/api/runs/resume", new ResumeRun(store, urls));
    posts.put("/api/runs/status/update", new UpdateStatus(store));
    posts.putAll(new RunUpdates(store).endpoints());
  }

  @Override
  public Reply answer(Request request) throws IOException {
    Reply reply;
    try {
      reply = route(request);
    } catch (Refused e) {
      reply = e.reply();
    }
    String accepted = request.header("Accept-Encoding");
    return accepted != null && accepted.contains("gzip") ? gzipped(reply) : reply;
  }

  private Reply route(Request request) throws IOException {
    String path = request.path();
    if (request.method().equals("GET")) {
      return queries.isPublic(path)
          ? queries.answerPublic(path)
          : authorised(request, () -> queries.answer(path, request.query()));
    }
    if (request.method().equals("POST") && path.equals("/api/slug")) {
      return authorised(request, RunQueries::organization);
    }
    Endpoint endpoint = posts.get(path);
    if (!request.method().equals("POST") || endpoint == null) {
      return notFound();
    }
    return authorised(request, () -> post(request, endpoint));
  }

  private static Reply post(Request request, Endpoint endpoint) throws IOException {
    String type = request.header("Content-Type");
    if (type == null || !JSON_TYPE.matcher(type).matches()) {
      return endpoint.answerWithoutJson();
    }
    byte[] bytes = request.document();
    JsonNode body;
    try {
      body = Json.parse(bytes);
    } catch (IOException e) {
      return error(400, "Malformed JSON in request body").reply();
    }
    endpoint.schema().require(body);
    return endpoint.answer(body);
  }

  private Reply authorised(Request request, Answer answer) throws IOException {
    String header = request.header("Authorization");
    String[] parts = header == null ? new String[0] : header.split(" ", -1);
    // the second word is the key, whatever the first one says (the protocol, section 1.1)
    if (parts.length < 2 || parts[1].isEmpty()) {
      return unauthorized(null);
    }
    if (!Keys.hasKeyPrefix(parts[1])) {
      return unauthorized("Invalid API key");
    }
    switch (keys.of(parts[1])) {
      case GOOD:
        return answer.get();
      case EXPIRED:
        return unauthorized("API key has expired");
      case REVOKED:
        return unauthorized("API key has been revoked");
      default:
        return unauthorized("Key not found");
    }
  }

  private static Reply unauthorized(@Nullable String message) {
    ObjectNode body = Json.object().put("error", "Unauthorized");
    return Reply.json(401, message == null ? body : body.put("message", message));
  }

  static Reply success() {
    return Reply.json(200, Json.object().put("success", true));
  }

  static Reply notFound() {
    return Reply.text(404, "404 Not Found");
  }

  static Refused error(int status, String reason) {
    return new Refused(Reply.json(status, Json.object().put("error", reason)));
  }

  /** Returns the run a body names, or refuses. */
  static StoredRun requireRun(Store store, JsonNode runId) {
    double id = runId.doubleValue();
    StoredRun run = id == Math.rint(id) ? store.run((long) id) : null;
    if (run == null) {
      throw error(404, "Run not found");
    }
    return run;
  }

  /** Refuses what the database behind the real api cannot hold (the protocol, section 6). */
  static void requireStorable(JsonNode value) {
    if (Json.isUnstorable(value)) {
      throw error(500, "Internal Server Error");
    }
  }

  private static Reply gzipped(Reply reply) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array cannot fail
    }
    return reply.withBody(bytes.toByteArray()).withHeader("Content-Encoding", "gzip");
  }

  private interface Answer {
    Reply get() throws IOException;
  }
}
