package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer of ingest's streaming endpoints means. Every error of theirs is a 422; the cause
 * is a number in the text (section 8.5).
 */
final class IngestFailure {
  /** Only ever matched against a reason of bounded length. */
  private static final Pattern CAUSE =
      Pattern.compile("\\((\\d{4}) - [^()]{0,80}\\): (.*)", Pattern.DOTALL);

  /** No more digits than a long has for certain. */
  private static final Pattern SUCCESS =
      Pattern.compile("Stream processed successfully: (\\d{1,18}) records");

  private IngestFailure() {}

  /**
   * @param body what was sent: Pluto's yes names how many records it has taken (section 8.4)
   */
  static Outcome<Void> of(ApiResponse response, NdjsonBody<?> body) {
    if (response.isSuccess()) {
      return success(response, body);
    }
    if (response.isPassing()) {
      return response.outage();
    }
    switch (response.status()) {
      case 0:
        return Outcome.refused(response.describe());
      case 401:
      case 403:
        return Outcome.notSignedIn(ControlFailure.reason(response));
      case 413:
        return Outcome.tooLarge(ControlFailure.reason(response));
      case 400:
      case 415:
        return Outcome.refused(ControlFailure.reason(response));
      case 422:
        return unprocessable(response);
      default:
        // A 404 or 405 here is a wrong turn on the way to the service, not a fault of the data.
        return response.outage();
    }
  }

  private static Outcome<Void> success(ApiResponse response, NdjsonBody<?> body) {
    Matcher success = SUCCESS.matcher(response.body().strip());
    if (!success.matches()) {
      return response.outage();
    }
    return body.isWhole(Long.parseLong(success.group(1)))
        ? Outcome.accepted()
        : Outcome.tryAgain(
            "Pluto acknowledged a different number of records than were sent",
            response.retryAfter());
  }

  private static Outcome<Void> unprocessable(ApiResponse response) {
    String reason = ControlFailure.reason(response);
    Matcher cause = CAUSE.matcher(reason);
    if (!cause.find()) {
      return Outcome.refused(reason);
    }
    String why = cause.group(2);
    switch (cause.group(1)) {
      case "1002":
      case "1003":
      case "1006":
      case "1007":
        return Outcome.notSignedIn(why);
      case "2004":
      // A header did not arrive, and nothing was looked at: no row is at fault.
      case "3002":
      case "4001":
        return Outcome.tryAgain(why, response.retryAfter());
      default:
        return Outcome.refused(why);
    }
  }
}
