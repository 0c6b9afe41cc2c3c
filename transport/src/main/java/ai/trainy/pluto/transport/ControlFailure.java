package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an answer of api or py means (sections 0.4, 1.3 and 15). */
final class ControlFailure {
  /** Reasons that say no more than the status does. */
  private static final Set<String> BARE =
      Set.of("unauthorized", "forbidden", "bad request", "internal server error", "401");

  /** Of a schema violation, so many are named. */
  private static final int MAX_ISSUES = 10;

  private ControlFailure() {}

  /**
   * What a successful answer holds, or the failure. A success that is no JSON object, or not of the
   * form that this call is answered with, came from something else on the way: an outage.
   *
   * @param reader reads what the caller wants; empty if the object is not Pluto's answer
   */
  static <T> Outcome<T> of(ApiResponse response, Function<JsonValue, Optional<T>> reader) {
    if (response.isSuccess()) {
      return object(response.body())
          .flatMap(reader)
          .map(Outcome::accepted)
          .orElseGet(response::outage);
    }
    if (response.isPassing()) {
      return response.outage(response.status() < 500 ? "" : inBody(response).orElse(""));
    }
    switch (response.status()) {
      case 401:
      case 403:
        return Outcome.notSignedIn(reason(response));
      case 413:
        return Outcome.tooLarge(reason(response));
      default:
        return Outcome.refused(reason(response));
    }
  }

  /**
   * {@code error} unless it restates the status, else {@code message}, {@code detail}, the body.
   */
  static String reason(ApiResponse response) {
    return inBody(response).orElseGet(response::describe);
  }

  private static Optional<String> inBody(ApiResponse response) {
    return object(response.body()).map(ControlFailure::reason).map(ApiResponse::shown);
  }

  /** Null if the object does not say. */
  private static @Nullable String reason(JsonValue body) {
    JsonValue error = body.get("error");
    if (error.isText() && !isBare(error.text(""))) {
      return error.text("");
    }
    if (error.get("issues").isArray()) {
      return issues(error.get("issues").elements());
    }
    for (String field : new String[] {"message", "detail"}) {
      JsonValue text = body.get(field);
      if (text.isText() && !isBare(text.text(""))) {
        return text.text("");
      }
    }
    return null;
  }

  private static boolean isBare(String reason) {
    return BARE.contains(reason.toLowerCase(Locale.ROOT));
  }

  private static Optional<JsonValue> object(String text) {
    try {
      return Optional.of(JsonValue.read(text)).filter(JsonValue::isObject);
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** Of a schema violation: what was wrong with which field. */
  private static String issues(List<JsonValue> issues) {
    StringBuilder text = new StringBuilder();
    for (JsonValue issue : issues.subList(0, Math.min(issues.size(), MAX_ISSUES))) {
      text.append(text.length() == 0 ? "" : "; ");
      issue.get("path").elements().forEach(field -> text.append(field.text("")).append(": "));
      text.append(issue.get("message").text(""));
    }
    return text.toString();
  }
}
