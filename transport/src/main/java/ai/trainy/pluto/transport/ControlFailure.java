package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** What an answer of api or py means (sections 0.4, 1.3 and 15). */
final class ControlFailure {
  /** Reasons that say no more than the status does. */
  private static final Set<String> BARE =
      Set.of("unauthorized", "forbidden", "bad request", "internal server error", "401");

  private ControlFailure() {}

  /** The text of a successful answer, or the failure. */
  static Outcome<String> of(Reply reply) {
    if (reply.isSuccess()) {
      return Outcome.accepted(reply.body());
    }
    if (reply.isPassing()) {
      return Outcome.tryAgain(reply.describe(), reply.retryAfter());
    }
    if (reply.status() == 401 || reply.status() == 403) {
      return Outcome.notSignedIn(reason(reply));
    }
    return Outcome.refused(reason(reply));
  }

  /**
   * {@code error} unless it restates the status, else {@code message}, {@code detail}, the body.
   */
  static String reason(Reply reply) {
    JsonNode body;
    try {
      body = Json.read(reply.body());
    } catch (JsonProcessingException notJson) {
      return reply.describe();
    }
    if (body == null || !body.isObject()) {
      return reply.describe();
    }
    JsonNode error = body.path("error");
    if (error.isTextual() && !BARE.contains(error.asText().toLowerCase(Locale.ROOT))) {
      return error.asText();
    }
    if (error.path("issues").isArray()) {
      return issues(error.path("issues"));
    }
    for (String field : new String[] {"message", "detail"}) {
      if (body.path(field).isTextual()) {
        return body.path(field).asText();
      }
    }
    return reply.describe();
  }

  /** Of a schema violation: what was wrong with which field. */
  private static String issues(JsonNode issues) {
    StringBuilder text = new StringBuilder();
    for (JsonNode issue : issues) {
      text.append(text.length() == 0 ? "" : "; ");
      issue.path("path").forEach(field -> text.append(field.asText()).append(": "));
      text.append(issue.path("message").asText());
    }
    return text.toString();
  }
}
