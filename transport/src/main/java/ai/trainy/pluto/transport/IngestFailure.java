package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer of ingest's streaming endpoints means. Every error of theirs is a 422; the cause
 * is a number in the text (section 8.5).
 */
final class IngestFailure {
  private static final Pattern CAUSE =
      Pattern.compile("\\((\\d{4}) - [^)]*\\): (.*)", Pattern.DOTALL);

  private IngestFailure() {}

  static Outcome<Void> of(Reply reply) {
    if (reply.isSuccess()) {
      return Outcome.accepted(null);
    }
    switch (reply.status()) {
      case 401:
      case 403:
        return Outcome.notSignedIn(ControlFailure.reason(reply));
      case 400:
      case 413:
      case 415:
        return Outcome.refused(ControlFailure.reason(reply));
      case 422:
        return unprocessable(ControlFailure.reason(reply), reply.retryAfter());
      default:
        // A 404 or 405 here is a wrong turn on the way to the service, not a fault of the data.
        return Outcome.tryAgain(reply.describe(), reply.retryAfter());
    }
  }

  private static Outcome<Void> unprocessable(String reason, Duration retryAfter) {
    Matcher cause = CAUSE.matcher(reason);
    if (!cause.find()) {
      return Outcome.refused(reason);
    }
    switch (cause.group(1)) {
      case "1002":
      case "1003":
      case "1006":
      case "1007":
        return Outcome.notSignedIn(cause.group(2));
      case "3002":
      case "4001":
        return Outcome.tryAgain(cause.group(2), retryAfter);
      default:
        return Outcome.refused(cause.group(2));
    }
  }
}
