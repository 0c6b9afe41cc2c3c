package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** The py service: heartbeats and alerts (the protocol, sections 10 and 11). */
final class PyService implements Service {
  static final String TRIGGER = "/api/runs/trigger";
  static final String ALERT = "/api/runs/alert";
  static final String HEALTH = "/healthz";

  private static final Set<String> LEVELS =
      Set.of("DEBUG", "INFO", "WARNING", "ERROR", "RUN_FAILED", "RUN_CANCELLED");

  private final Store store;
  private final Keys keys;

  PyService(Store store, Keys keys) {
    this.store = store;
    this.keys = keys;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    if (request.path().equals(HEALTH)) {
      return Reply.json(200, Json.object().put("status", "ok"));
    }
    if (!request.method().equals("POST")) {
      return detail(405, "Method Not Allowed").reply();
    }
    try {
      JsonNode body = body(request);
      return request.path().equals(TRIGGER) ? trigger(request, body) : alert(request, body);
    } catch (Refused e) {
      return e.reply();
    }
  }

  private Reply trigger(Request request, JsonNode body) {
    requireRunId(body);
    RunStatus status = run(request, body).heartbeat(store.now());
    return Reply.json(200, Json.object().put("status", status.name()).putNull("triggers"));
  }

  private Reply alert(Request request, JsonNode body) {
    requireRunId(body);
    JsonNode alert = body.path("alert");
    requireFlat(body, alert);
    StoredRun run = run(request, body);
    String level = alert.path("level").asText("INFO");
    run.add(
        new Alert(
            alert.path("timestamp").asLong(store.now().toEpochMilli()),
            level,
            alert.path("title").asText("Status Update"),
            alert.path("body").asText("alert"),
            alert.path("email").asBoolean(!alert.has("email"))));
    if (!LEVELS.contains(level)) {
      throw detail(500, "Failed to send alert: '" + level + "' is not a valid level");
    }
    if (!alert.path("url").isMissingNode() && !alert.get("url").isNull()) {
      throw detail(500, "Failed to send alert: url is not supported"); // mailed nonetheless
    }
    return Reply.json(200, Json.object().put("status", "success"));
  }

  private static JsonNode body(Request request) throws IOException {
    byte[] bytes = request.document();
    if (bytes.length == 0) {
      throw violation("missing", "Field required", NullNode.getInstance(), "body");
    }
    String type = request.header("Content-Type");
    JsonNode body;
    if (type == null || !type.split(";", 2)[0].trim().equalsIgnoreCase("application/json")) {
      body = Json.object().textNode(new String(bytes, StandardCharsets.UTF_8));
    } else {
      try {
        body = Json.parse(bytes);
      } catch (IOException e) {
        throw violation("json_invalid", "JSON decode error", Json.object(), "body");
      }
    }
    if (!body.isObject()) {
      throw violation(
          "model_attributes_type",
          "Input should be a valid dictionary or object to extract fields from",
          body,
          "body");
    }
    return body;
  }

  private static void requireRunId(JsonNode body) {
    if (!body.has("runId")) {
      throw violation("missing", "Field required", body, "body", "runId");
    }
    if (!body.get("runId").isIntegralNumber()) {
      throw violation(
          "int_type", "Input should be a valid integer", body.get("runId"), "body", "runId");
    }
  }

  private static void requireFlat(JsonNode body, JsonNode alert) {
    if (alert.isMissingNode()) {
      throw violation("missing", "Field required", body, "body", "alert");
    }
    if (!alert.isObject()) {
      throw violation("dict_type", "Input should be a valid dictionary", alert, "body", "alert");
    }
    for (Map.Entry<String, JsonNode> field : alert.properties()) {
      JsonNode value = field.getValue();
      if (!value.isTextual()
          && !value.isIntegralNumber()
          && !value.isBoolean()
          && !value.isNull()) {
        throw violation(
            "string_type",
            "Input should be a valid string",
            value,
            "body",
            "alert",
            field.getKey(),
            "str");
      }
    }
  }

  private StoredRun run(Request request, JsonNode body) {
    String header = request.header("Authorization");
    if (header == null || !header.startsWith("Bearer ")) {
      throw detail(401, "Authorization header missing or invalid");
    }
    Keys.Standing standing = keys.of(header.substring("Bearer ".length()));
    // revoked keys pass: this service does not look (the protocol, section 1.3)
    if (standing == Keys.Standing.UNKNOWN || standing == Keys.Standing.EXPIRED) {
      throw detail(401, "Invalid or expired API key for this run");
    }
    StoredRun run = store.run(body.get("runId").longValue());
    if (run == null) {
      throw detail(404, "Run not found");
    }
    return run;
  }

  private static Refused detail(int status, String text) {
    return new Refused(Reply.json(status, Json.object().put("detail", text)));
  }

  private static Refused violation(
      String type, String message, JsonNode input, String... location) {
    ObjectNode body = Json.object();
    ObjectNode issue = body.putArray("detail").addObject().put("type", type);
    ArrayNode loc = issue.putArray("loc");
    for (String element : location) {
      loc.add(element);
    }
    issue.put("msg", message).set("input", input);
    return new Refused(Reply.json(422, body));
  }
}
