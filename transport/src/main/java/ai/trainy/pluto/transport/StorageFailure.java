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
  static Outcome<Void> of(ApiResponse response, boolean tagged) {
    if (response.isSuccess()) {
      return response.isEmpty() || tagged ? Outcome.accepted() : response.outage();
    }
    String code = code(response.body());
    switch (code) {
      case "RequestTimeout":
        return Outcome.timeout(describe(response, code));
      case "SlowDown":
      case "InternalError":
      case "ServiceUnavailable":
      case "OperationAborted":
        return Outcome.tryAgain(describe(response, code), response.retryAfter());
      case "ExpiredToken":
      case "TokenRefreshRequired":
      case "RequestTimeTooSkewed":
        return Outcome.notSignedIn(describe(response, code));
      default:
        return byStatus(response, code);
    }
  }

  private static Outcome<Void> byStatus(ApiResponse response, String code) {
    boolean foreign = code.isEmpty() && !response.isEmptyOrObject();
    switch (foreign && response.status() != 413 ? 0 : response.status()) {
      case 401:
      case 403:
        return Outcome.notSignedIn(describe(response, code));
      case 413:
        return Outcome.tooLarge(describe(response, code));
      case 400:
      case 404:
      case 405:
      case 411:
        return Outcome.refused(describe(response, code));
      default:
        return code.isEmpty()
            ? response.outage()
            : Outcome.tryAgain(describe(response, code), response.retryAfter());
    }
  }

  private static String describe(ApiResponse response, String code) {
    return "storage answered HTTP " + response.status() + (code.isEmpty() ? "" : ", " + code);
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
