package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/runs/create}: a new run, or the one with that external id (the protocol, section
 * 2).
 */
final class CreateRun implements Endpoint {
  static final int MAX_TAGS = 50;
  private static final int MAX_NAME = 255;

  private final Store store;
  private final RunUrls urls;

  CreateRun(Store store, RunUrls urls) {
    this.store = store;
    this.urls = urls;
  }

  @Override
  public Schema schema() {
    return Schema.object()
        .field("runName", Schema.string())
        .field("projectName", Schema.string())
        .field("externalId", Schema.string(1, Integer.MAX_VALUE).nullish())
        .field("tags", Schema.arrayOf(Schema.string(), MAX_TAGS).nullish())
        .field("config", Schema.string().nullish())
        .field("loggerSettings", Schema.string().nullish())
        .field("systemMetadata", Schema.string().nullish())
        .field("createdAt", Schema.timestamp().nullish())
        .field("updatedAt", Schema.timestamp().nullish())
        .field("forkRunId", Schema.number().nullish())
        .field("forkStep", Schema.integer().nullish())
        .field("inheritConfig", Schema.bool().nullish())
        .field("inheritTags", Schema.bool().nullish());
  }

  @Override
  public Reply answer(JsonNode body) {
    requireOneGroup(body.path("tags"));
    String projectName = body.get("projectName").textValue();
    if (isTooLong(projectName) || Json.isUnstorable(projectName)) {
      throw ApiService.error(500, "Internal Server Error");
    }
    Project project = store.project(projectName); // stays, even if the run is refused below
    String externalId = body.path("externalId").textValue();
    StoredRun existing = store.find(projectName, externalId);
    if (existing != null) {
      return resumed(existing, body);
    }
    NewRun wanted = newRun(projectName, body);
    StoredRun created = store.add(project, wanted);
    return created != null
        ? Reply.json(200, response(created, false, wanted.forkedFromRunId, wanted.forkStep))
        : answer(body); // another run has taken the external id meanwhile: now it is found
  }

  private Reply resumed(StoredRun run, JsonNode body) {
    JsonNode config;
    try {
      config = decoded(body.path("config"));
    } catch (IOException e) {
      throw ApiService.error(500, "Internal Server Error");
    }
    run.resume(store.now());
    if (config != null && config.isObject()) {
      run.mergeConfig(config, store.now());
    }
    return Reply.json(200, response(run, true, null, null));
  }

  private ObjectNode response(
      StoredRun run, boolean resumed, @Nullable Long forkedFrom, @Nullable Long forkStep) {
    return describe(run, resumed, urls)
        .put("forkedFromRunId", forkedFrom)
        .put("forkStep", forkStep);
  }

  /** What create and resume both answer. */
  static ObjectNode describe(StoredRun run, boolean resumed, RunUrls urls) {
    return Json.object()
        .put("runId", run.id())
        .put("number", run.number())
        .put("displayId", run.displayId())
        .put("projectName", run.project())
        .put("organizationSlug", RunUrls.ORGANIZATION)
        .put("url", urls.url(run))
        .put("resumed", resumed);
  }

  static void requireOneGroup(JsonNode tags) {
    int groups = 0;
    for (JsonNode tag : tags) {
      groups += tag.textValue().startsWith("group:") ? 1 : 0;
    }
    if (groups > 1) {
      throw ApiService.error(400, "A run can have at most one group:* tag.");
    }
  }

  private NewRun newRun(String projectName, JsonNode body) {
    if (store.isAtLimit()) {
      throw ApiService.error(400, "Organization is at limit");
    }
    NewRun run = new NewRun();
    Fork fork = Fork.resolve(store, projectName, body);
    run.name = body.get("runName").textValue();
    run.externalId = body.path("externalId").textValue();
    body.path("tags").forEach(tag -> run.tags.add(tag.textValue()));
    try {
      run.config = decoded(body.path("config"));
      run.loggerSettings = decoded(body.path("loggerSettings"));
      run.systemMetadata = decoded(body.path("systemMetadata"));
    } catch (IOException e) {
      throw ApiService.error(400, "Invalid JSON format in request body");
    }
    run.createdAt = instant(body.path("createdAt"));
    run.updatedAt = instant(body.path("updatedAt"));
    if (fork != null) {
      inherit(run, fork, body);
    }
    if (isTooLong(run.name) || isTooLong(run.externalId) || isUnstorable(run, body)) {
      throw ApiService.error(500, "Failed to create run");
    }
    return run;
  }

  private static void inherit(NewRun run, Fork fork, JsonNode body) {
    run.forkedFromRunId = fork.parent.id();
    run.forkStep = fork.step;
    JsonNode parentConfig = fork.parent.config();
    if (body.path("inheritConfig").asBoolean(true)
        && parentConfig != null
        && parentConfig.isObject()) {
      ObjectNode config = parentConfig.deepCopy();
      if (run.config != null && run.config.isObject()) {
        config.setAll((ObjectNode) run.config);
      }
      run.config = config;
    }
    if (body.path("inheritTags").asBoolean(false)) {
      run.tags = union(fork.parent.tags(), run.tags);
    }
  }

  /** Parent's tags first; of several groups the last one stays (the protocol, section 2.5). */
  private static List<String> union(List<String> inherited, List<String> explicit) {
    Set<String> all = new LinkedHashSet<>(inherited);
    all.addAll(explicit);
    String group = null;
    for (String tag : all) {
      group = tag.startsWith("group:") ? tag : group;
    }
    List<String> kept = new ArrayList<>();
    for (String tag : all) {
      if (!tag.startsWith("group:") || tag.equals(group)) {
        kept.add(tag);
      }
    }
    return kept;
  }

  /** Decodes a JSON-encoded string; absent, null, "" and "null" hold nothing. */
  private static @Nullable JsonNode decoded(JsonNode field) throws IOException {
    String text = field.textValue();
    return text == null || text.isEmpty() || text.equals("null") ? null : Json.parse(text);
  }

  private static boolean isUnstorable(NewRun run, JsonNode body) {
    return Json.isUnstorable(body)
        || Json.isUnstorable(Json.orNull(run.config))
        || Json.isUnstorable(Json.orNull(run.loggerSettings))
        || Json.isUnstorable(Json.orNull(run.systemMetadata));
  }

  private static boolean isTooLong(@Nullable String name) {
    return name != null && name.codePointCount(0, name.length()) > MAX_NAME;
  }

  private static @Nullable Instant instant(JsonNode millis) {
    return millis.isNumber() ? Instant.ofEpochMilli(millis.longValue()) : null;
  }
}
