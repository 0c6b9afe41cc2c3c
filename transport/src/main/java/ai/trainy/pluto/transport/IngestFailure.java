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
  private static final Pattern YES =
      Pattern.compile("Stream processed successfully: (\\d{1,18}) records");

  private IngestFailure() {}

  /**
   * @param body what was sent: Pluto's yes names how many records it has taken (section 8.4)
   */
  static Outcome<Void> of(ApiResponse reply, NdjsonBody<?> body) {
    if (reply.isSuccess()) {
      return yes(reply, body);
    }
    if (reply.isPassing()) {
      return reply.outage();
    }
    switch (reply.status()) {
      case 0:
        return Outcome.refused(reply.describe());
      case 401:
      case 403:
        return Outcome.notSignedIn(ControlFailure.reason(reply));
      case 413:
        return Outcome.tooLarge(ControlFailure.reason(reply));
      case 400:
      case 415:
        return Outcome.refused(ControlFailure.reason(reply));
      case 422:
        return unprocessable(reply);
      default:
        // A 404 or 405 here is a wrong turn on the way to the service, not a fault of the data.
        return reply.outage();
    }
  }

  private static Outcome<Void> yes(ApiResponse reply, NdjsonBody<?> body) {
    Matcher yes = YES.matcher(reply.body().strip());
    if (!yes.matches()) {
      return reply.outage();
    }
    return body.isWhole(Long.parseLong(yes.group(1)))
        ? Outcome.accepted()
        : Outcome.tryAgain(
            "Pluto acknowledged a different number of records than were sent", reply.retryAfter());
  }

  private static Outcome<Void> unprocessable(ApiResponse reply) {
    String reason = ControlFailure.reason(reply);
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
        return Outcome.tryAgain(why, reply.retryAfter());
      default:
        return Outcome.refused(why);
    }
  }
}
