package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The api's small updates: names, tags, config, notes, graphs (the protocol, sections 5 and 6). */
final class RunUpdates {
  private static final int MAX_NOTES = 1000;

  /** What a row of the database's index takes (the protocol, section 20b). */
  private static final int MAX_LOG_NAME_BYTES = 2684;

  private final Store store;

  RunUpdates(Store store) {
    this.store = store;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of(
        "/api/runs/logName/add", logName(),
        "/api/runs/tags/update", tags(),
        "/api/runs/config/update", config(),
        "/api/runs/notes/update", notes(),
        "/api/runs/modelGraph/create", modelGraph());
  }

  private Endpoint logName() {
    return Endpoint.of(
        Schema.object()
            .field("runId", Schema.number())
            .field("logName", Schema.arrayOf(Schema.string(), Integer.MAX_VALUE))
            .field(
                "logType",
                Schema.oneOf(
                    "METRIC",
                    "IMAGE",
                    "VIDEO",
                    "AUDIO",
                    "FILE",
                    "TEXT",
                    "ARTIFACT",
                    "HISTOGRAM",
                    "TABLE",
                    "DATA")),
        body -> {
          StoredRun run = run(body);
          ApiService.requireStorable(body);
          // One of them fails the whole request.
          body.get("logName").forEach(RunUpdates::requireIndexable);
          String type = body.get("logType").textValue();
          body.get("logName").forEach(name -> run.registerLogName(name.textValue(), type));
          return ApiService.success();
        });
  }

  private static void requireIndexable(JsonNode name) {
    if (name.textValue().getBytes(StandardCharsets.UTF_8).length > MAX_LOG_NAME_BYTES) {
      throw ApiService.error(500, "Internal Server Error");
    }
  }

  private Endpoint tags() {
    return Endpoint.of(
        Schema.object()
            .field("runId", Schema.number())
            .field("tags", Schema.arrayOf(Schema.string(), CreateRun.MAX_TAGS)),
        body -> {
          CreateRun.requireOneGroup(body.get("tags"));
          StoredRun run = run(body);
          ApiService.requireStorable(body);
          List<String> tags = new ArrayList<>();
          body.get("tags").forEach(tag -> tags.add(tag.textValue()));
          run.replaceTags(tags, store.now());
          return ApiService.success();
        });
  }

  private Endpoint config() {
    return Endpoint.of(
        Schema.object().field("runId", Schema.number()).field("config", Schema.string()),
        body -> {
          String text = body.get("config").textValue();
          boolean empty = text.isEmpty() || text.equals("null");
          JsonNode patch = empty ? null : configObject(text);
          StoredRun run = run(body);
          if (patch != null) {
            ApiService.requireStorable(patch);
            run.mergeConfig(patch, store.now());
          }
          return ApiService.success();
        });
  }

  private static JsonNode configObject(String text) {
    JsonNode patch;
    try {
      patch = Json.parse(text);
    } catch (IOException e) {
      throw ApiService.error(400, "Invalid config JSON");
    }
    if (!patch.isObject()) {
      throw ApiService.error(400, "Invalid config JSON: expected an object");
    }
    return patch;
  }

  private Endpoint notes() {
    Schema schema =
        Schema.object()
            .field("runId", Schema.number())
            .field("notes", Schema.string(0, MAX_NOTES).nullable());
    return new Endpoint() {
      @Override
      public Schema schema() {
        return schema;
      }

      @Override
      public Reply answer(JsonNode body) {
        StoredRun run = run(body);
        ApiService.requireStorable(body);
        String notes = body.get("notes").asText("");
        run.replaceNotes(body.get("notes").isNull() || notes.isEmpty() ? null : notes);
        return ApiService.success();
      }

      /** Without a run id the real service's update hits every run of the organization. */
      @Override
      public Reply answerWithoutJson() {
        store.runs().forEach(run -> run.replaceNotes(null));
        return ApiService.success();
      }
    };
  }

  private Endpoint modelGraph() {
    Schema integers = Schema.integer();
    Schema anyArray = Schema.arrayOf(Schema.any(), Integer.MAX_VALUE);
    Schema node =
        Schema.object()
            .field("type", Schema.string())
            .field("depth", integers)
            .field("order", integers.optional())
            .field("label", Schema.string().optional())
            .field("node_id", Schema.string().optional())
            .field("node_type", Schema.oneOf("MODULE", "UNKNOWN", "CONTAINER", "IO").optional())
            .field("inst_id", Schema.any())
            .field("args", anyArray.optional())
            .field("kwargs", Schema.mapOf(Schema.any()).optional())
            .field(
                "params",
                Schema.mapOf(Schema.arrayOf(Schema.number(), Integer.MAX_VALUE)).optional())
            .field("edges", Schema.arrayOf(anyArray, Integer.MAX_VALUE).optional());
    return Endpoint.of(
        Schema.object()
            .field("runId", Schema.number())
            .field(
                "graph",
                Schema.object()
                    .field("format", Schema.string())
                    .field("nodes", Schema.mapOf(node))),
        body -> {
          run(body).addModelGraph(body.get("graph"));
          return ApiService.success();
        });
  }

  private StoredRun run(JsonNode body) {
    return ApiService.requireRun(store, body.get("runId"));
  }
}
