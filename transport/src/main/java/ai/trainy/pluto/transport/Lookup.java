package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.HttpUrl;

/** What is read of runs, those of other programs included (section 7). */
final class Lookup {
  private static final Duration QUERY = Duration.ofSeconds(30);

  /** Where our own runs keep the id that their program's tracker gave them. */
  private static final String IN_CONFIG = "config._wandb_run_id";

  private static final String LIMIT = "10";

  private final String api;
  private final Http http;
  private final Json json;

  Lookup(String api, Http http, Json json) {
    this.api = api;
    this.http = http;
    this.json = json;
  }

  /**
   * The numeric id of the run with an external id. Lists do not tell external ids (section 7.2), so
   * they give candidates, and each one's details decide.
   */
  Outcome<OptionalLong> find(String project, String externalId) {
    String filter = json.object().put(IN_CONFIG, externalId).toString();
    Outcome<OptionalLong> found = findAmong("filter", filter, project, externalId);
    // The index of config is filled some time after create, and other clients' runs are not in it.
    return found.isAccepted() && found.value().isEmpty()
        ? findAmong("search", externalId, project, externalId)
        : found;
  }

  private Outcome<OptionalLong> findAmong(
      String by, String value, String project, String externalId) {
    HttpUrl list =
        HttpUrl.get(api + "/api/runs/list")
            .newBuilder()
            .addQueryParameter("projectName", project)
            .addQueryParameter(by, value)
            .addQueryParameter("limit", LIMIT)
            .build();
    Outcome<JsonNode> candidates =
        ControlFailure.of(
            http.get(list, QUERY),
            answer -> Optional.of(answer.path("runs")).filter(JsonNode::isArray));
    if (!candidates.isAccepted()) {
      return candidates.failure();
    }
    for (JsonNode candidate : candidates.value()) {
      long runId = candidate.path("id").asLong();
      Reply reply = details(runId);
      if (reply.status() == 404 && !reply.isPassing()) {
        // Deleted since.
        continue;
      }
      Outcome<JsonNode> run = run(reply, runId);
      if (!run.isAccepted()) {
        return run.failure();
      }
      if (externalId.equals(run.value().path("externalId").textValue())
          && project.equals(run.value().path("projectName").textValue())) {
        return Outcome.accepted(OptionalLong.of(runId));
      }
    }
    return Outcome.accepted(OptionalLong.empty());
  }

  /** The config of a run; empty if it is none, or no object. */
  Outcome<Map<String, Object>> config(long runId) {
    Outcome<JsonNode> run = run(details(runId), runId);
    return run.isAccepted()
        ? Outcome.accepted(json.map(run.value().path("config")))
        : run.failure();
  }

  private Reply details(long runId) {
    return http.get(HttpUrl.get(api + "/api/runs/details/" + runId), QUERY);
  }

  private static Outcome<JsonNode> run(Reply reply, long runId) {
    return ControlFailure.of(
        reply, run -> Optional.of(run).filter(one -> one.path("id").asLong(-1) == runId));
  }
}
