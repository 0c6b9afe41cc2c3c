package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;

/**
 * What an answer of object storage means (section 9.6). Its errors are an XML document that names a
 * code; whatever else comes is not from storage.
 */
final class StorageFailure {
  private StorageFailure() {}

  /**
   * @param tagged whether there is an ETag
   */
  static Outcome<Void> of(ApiResponse reply, boolean tagged) {
    if (reply.isSuccess()) {
      return reply.isEmpty() || tagged ? Outcome.accepted() : reply.outage();
    }
    String code = code(reply.body());
    switch (code) {
      case "RequestTimeout":
        return Outcome.timeout(describe(reply, code));
      case "SlowDown":
      case "InternalError":
      case "ServiceUnavailable":
      case "OperationAborted":
        return Outcome.tryAgain(describe(reply, code), reply.retryAfter());
      case "ExpiredToken":
      case "TokenRefreshRequired":
      case "RequestTimeTooSkewed":
        return Outcome.notSignedIn(describe(reply, code));
      default:
        return byStatus(reply, code);
    }
  }

  private static Outcome<Void> byStatus(ApiResponse reply, String code) {
    boolean foreign = code.isEmpty() && !reply.isEmptyOrObject();
    switch (foreign && reply.status() != 413 ? 0 : reply.status()) {
      case 401:
      case 403:
        return Outcome.notSignedIn(describe(reply, code));
      case 413:
        return Outcome.tooLarge(describe(reply, code));
      case 400:
      case 404:
      case 405:
      case 411:
        return Outcome.refused(describe(reply, code));
      default:
        return code.isEmpty()
            ? reply.outage()
            : Outcome.tryAgain(describe(reply, code), reply.retryAfter());
    }
  }

  private static String describe(ApiResponse reply, String code) {
    return "storage answered HTTP " + reply.status() + (code.isEmpty() ? "" : ", " + code);
  }

  /** The text of {@code Code} in {@code Error}; empty if there is none. */
  private static String code(String body) {
    if (!body.contains("<Error")) {
      return "";
    }
    int start = body.indexOf("<Code>");
    int end = body.indexOf("</Code>");
    return start >= 0 && end > start
        ? ApiResponse.shown(body.substring(start + "<Code>".length(), end))
        : "";
  }
}
