package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/runs/resume}: finds a run by one of three ids and sets it to RUNNING. */
final class ResumeRun implements Endpoint {
  private final Store store;
  private final RunUrls urls;

  ResumeRun(Store store, RunUrls urls) {
    this.store = store;
    this.urls = urls;
  }

  @Override
  public Schema schema() {
    return Schema.object()
        .field("runId", Schema.number().optional())
        .field("displayId", Schema.string().optional())
        .field("externalId", Schema.string().optional())
        .field("projectName", Schema.string().optional())
        .refine(
            body ->
                (body.has("runId") ? 1 : 0)
                        + (body.has("displayId") ? 1 : 0)
                        + (body.has("externalId") ? 1 : 0)
                    == 1,
            "Exactly one of runId, displayId, or externalId must be provided");
  }

  @Override
  public Reply answer(JsonNode body) {
    StoredRun run = find(body);
    run.resume(store.now());
    return Reply.json(200, CreateRun.describe(run, true, urls));
  }

  @Override
  public Reply answerWithoutJson() {
    return ApiService.error(404, "Run not found").reply();
  }

  private StoredRun find(JsonNode body) {
    String project = body.path("projectName").textValue();
    if (body.has("runId")) {
      return ApiService.requireRun(store, body.get("runId"));
    }
    if (body.has("displayId")) {
      return byDisplayId(store, body.get("displayId").textValue(), project);
    }
    if (project == null || project.isEmpty()) {
      throw ApiService.error(400, "projectName is required when using externalId");
    }
    StoredRun run = store.find(project, body.get("externalId").textValue());
    if (run == null) {
      throw ApiService.error(404, "Run not found");
    }
    return run;
  }

  /** Finds a run by its display id, in one project or (null) in all; refuses if not exactly one. */
  static StoredRun byDisplayId(Store store, String displayId, @Nullable String project) {
    if (!displayId.matches("[A-Za-z0-9]+-\\d+")) {
      throw ApiService.error(
          400, "Invalid displayId format. Expected PREFIX-NUMBER (e.g., 'MMP-1')");
    }
    List<StoredRun> found =
        store.runs().stream()
            .filter(run -> run.displayId().equalsIgnoreCase(displayId))
            .filter(run -> project == null || run.project().equals(project))
            .collect(Collectors.toList());
    if (found.isEmpty()) {
      throw ApiService.error(404, "Run not found");
    }
    if (found.size() > 1) {
      String projects =
          found.stream().limit(2).map(StoredRun::project).collect(Collectors.joining(", "));
      throw ApiService.error(
          409,
          "displayId '"
              + displayId
              + "' is ambiguous across multiple projects (e.g. "
              + projects
              + "). Specify projectName to disambiguate.");
    }
    return found.get(0);
  }
}
