package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/runs/status/update} (the protocol, section 4). */
final class UpdateStatus implements Endpoint {
  private final Store store;

  UpdateStatus(Store store) {
    this.store = store;
  }

  @Override
  public Schema schema() {
    return Schema.object()
        .field("runId", Schema.number())
        .field("status", Schema.oneOf("RUNNING", "COMPLETED", "FAILED", "TERMINATED", "CANCELLED"))
        .field("statusMetadata", Schema.string().nullish())
        .field("loggerSettings", Schema.string().nullish())
        .field("statusUpdated", Schema.timestamp().nullish());
  }

  @Override
  public Reply answer(JsonNode body) {
    JsonNode metadata = decoded(body.path("statusMetadata"), "Invalid statusMetadata JSON");
    JsonNode settings = decoded(body.path("loggerSettings"), "Invalid loggerSettings JSON");
    StoredRun run = ApiService.requireRun(store, body.get("runId"));
    ApiService.requireStorable(Json.orNull(metadata));
    ApiService.requireStorable(Json.orNull(settings));
    JsonNode at = body.path("statusUpdated");
    Instant when = at.isNumber() ? Instant.ofEpochMilli(at.longValue()) : store.now();
    if (run.report(RunStatus.valueOf(body.get("status").textValue()), when)) {
      if (metadata != null || body.path("statusMetadata").isNull()) {
        run.replaceStatusMetadata(metadata);
      }
      if (settings != null) {
        run.mergeLoggerSettings(settings);
      }
    }
    return ApiService.success(); // a dropped report is not told from an applied one
  }

  private static @Nullable JsonNode decoded(JsonNode field, String complaint) {
    String text = field.textValue();
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Json.parse(text);
    } catch (IOException e) {
      throw ApiService.error(400, complaint);
    }
  }
}
