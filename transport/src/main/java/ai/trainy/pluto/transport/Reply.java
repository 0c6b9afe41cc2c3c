package ai.trainy.pluto.transport;

import java.time.Duration;

/** What came back for one request: a status and a text, or why nothing came. */
final class Reply {
  private final int status;
  private final String body;
  private final Duration retryAfter;
  private final String failure;
  private final boolean mayHaveArrived;

  Reply(int status, String body, Duration retryAfter) {
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
    this.failure = null;
    this.mayHaveArrived = true;
  }

  /**
   * @param failure why there was no answer, as a part of a sentence
   * @param mayHaveArrived whether the server may have had the request nevertheless
   */
  Reply(String failure, boolean mayHaveArrived) {
    this.status = 0;
    this.body = "";
    this.retryAfter = Duration.ZERO;
    this.failure = failure;
    this.mayHaveArrived = mayHaveArrived;
  }

  /** The status code; 0 if there was no answer. */
  int status() {
    return status;
  }

  String body() {
    return body;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300 && !isPage();
  }

  /** Whether the trouble is with the server or the way to it, whatever was asked (section 15). */
  boolean isPassing() {
    return failure != null
        || status == 407
        || status == 408
        || status == 429
        || status >= 500
        || (status >= 300 && status < 400)
        || isPage();
  }

  /** A page for people: not Pluto answers but something before it, a network's sign-in say. */
  private boolean isPage() {
    return status < 400 && isMarkup();
  }

  private boolean isMarkup() {
    return body.stripLeading().startsWith("<");
  }

  /** Whether it is a redirect or a page, which services do not answer with, whatever is asked. */
  boolean isAlien() {
    return (status >= 300 && status < 400) || isMarkup();
  }

  /** Whether the server may have had the request, answered or not. */
  boolean mayHaveArrived() {
    return mayHaveArrived;
  }

  /** What the server asked for by Retry-After; zero if nothing. */
  Duration retryAfter() {
    return retryAfter;
  }

  /** For people, when there is no better reason in the body. */
  String describe() {
    if (failure != null) {
      return failure;
    }
    if (status == 407) {
      return "a proxy does not accept the user and password, or was given none (HTTP 407)";
    }
    String text = body.strip();
    int shown = Math.min(text.length(), 500);
    return "HTTP " + status + kind() + (shown == 0 ? "" : ": " + text.substring(0, shown));
  }

  /** What Pluto never answers with, so that something else has. */
  private String kind() {
    if (status >= 300 && status < 400) {
      return ", a redirect by something in between";
    }
    return isPage() ? ", a page by something in between" : "";
  }
}
