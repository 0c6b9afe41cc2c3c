package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.HttpUrl;

/** What is read of runs, those of other programs included (section 7). */
final class RunQueries {
  private static final Duration QUERY = Duration.ofSeconds(30);

  /** Where our own runs keep the id that their program's tracker gave them. */
  private static final String IN_CONFIG = "config._wandb_run_id";

  private static final String LIMIT = "10";

  private final String api;
  private final Http http;

  RunQueries(String api, Http http) {
    this.api = api;
    this.http = http;
  }

  /**
   * The numeric id of the run with an external id. Lists do not tell external ids (section 7.2), so
   * they give candidates, and each one's details decide.
   */
  Outcome<OptionalLong> find(String project, String externalId) {
    String filter = Json.text(Map.of(IN_CONFIG, externalId));
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
    Outcome<JsonValue> candidates =
        ControlFailure.of(
            http.get(list, QUERY),
            answer -> Optional.of(answer.get("runs")).filter(JsonValue::isArray));
    if (!candidates.isAccepted()) {
      return candidates.failure();
    }
    for (JsonValue candidate : candidates.value().elements()) {
      long runId = candidate.get("id").number(0);
      ApiResponse response = details(runId);
      if (response.status() == 404 && !response.isPassing()) {
        // Deleted since.
        continue;
      }
      Outcome<JsonValue> run = run(response, runId);
      if (!run.isAccepted()) {
        return run.failure();
      }
      if (externalId.equals(run.value().get("externalId").text(""))
          && project.equals(run.value().get("projectName").text(""))) {
        return Outcome.accepted(OptionalLong.of(runId));
      }
    }
    return Outcome.accepted(OptionalLong.empty());
  }

  /** The config of a run; empty if it is none, or no object. */
  Outcome<Map<String, Object>> config(long runId) {
    Outcome<JsonValue> run = run(details(runId), runId);
    return run.isAccepted() ? Outcome.accepted(run.value().get("config").map()) : run.failure();
  }

  /** When a run began, ms since the epoch; an answer without it is not Pluto's. */
  Outcome<Long> createdAt(long runId) {
    return ControlFailure.of(
        details(runId),
        run -> time(run.get("createdAt").text("")).filter(known -> isOf(run, runId)));
  }

  /** How many lines of the console the server has; an answer without it is not Pluto's. */
  Outcome<Long> consoleLines(RunHandle run) {
    HttpUrl lines =
        HttpUrl.get(api + "/api/runs/logs")
            .newBuilder()
            .addQueryParameter("runId", Long.toString(run.runId()))
            .addQueryParameter("projectName", run.projectName())
            .addQueryParameter("limit", "1")
            .build();
    return ControlFailure.of(
        http.get(lines, QUERY),
        answer -> Optional.of(answer.get("total").number(-1)).filter(total -> total >= 0));
  }

  private static Optional<Long> time(String text) {
    try {
      return Optional.of(Instant.parse(text).toEpochMilli());
    } catch (DateTimeException | ArithmeticException noTime) {
      return Optional.empty();
    }
  }

  private ApiResponse details(long runId) {
    return http.get(HttpUrl.get(api + "/api/runs/details/" + runId), QUERY);
  }

  private static Outcome<JsonValue> run(ApiResponse response, long runId) {
    return ControlFailure.of(response, run -> Optional.of(run).filter(one -> isOf(one, runId)));
  }

  private static boolean isOf(JsonValue run, long runId) {
    return run.get("id").number(-1) == runId;
  }
}
