package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Outcome;
import java.time.Duration;

/** What came back for one request: a status and a text, or why nothing came. */
final class ApiResponse {
  /** Of a text that others wrote. */
  private static final int MAX_SHOWN = 500;

  /** Why there is no answer. */
  enum Lack {
    /** There is one. */
    NONE,
    /** Nothing of the request's body has left this machine. */
    NOT_SENT,
    /** The connection broke, or what came over it was no HTTP. */
    BROKEN_OFF,
    /** Neither side's bytes moved any more. */
    TIMED_OUT,
    /** The request itself could not be written. */
    UNWRITABLE
  }

  private final int status;
  private final Content content;
  private final Duration retryAfter;
  private final String failure;
  private final Lack lack;

  private ApiResponse(int status, Content content, Duration retryAfter, String failure, Lack lack) {
    this.status = status;
    this.content = content;
    this.retryAfter = retryAfter;
    this.failure = failure;
    this.lack = lack;
  }

  ApiResponse(int status, Content content, Duration retryAfter) {
    this(status, content, retryAfter, "", Lack.NONE);
  }

  /**
   * There was no answer.
   *
   * @param failure why, as a part of a sentence that is the same for the same cause
   */
  ApiResponse(String failure, Lack lack) {
    this(0, Content.of(""), Duration.ZERO, failure, lack);
  }

  /** The status code; 0 if there was no answer. */
  int status() {
    return status;
  }

  boolean isEmpty() {
    return content.isEmpty();
  }

  String body() {
    return content.text();
  }

  /**
   * Returns whether it may be Pluto's yes: what the protocol lists as a success, whole, and no page
   * for a browser. Whether it is depends on what it says.
   */
  boolean isSuccess() {
    return (status == 200 || status == 201) && content.isWhole() && !content.isPage();
  }

  /** Whether the trouble is with the server or the way to it, whatever was asked (section 15). */
  boolean isPassing() {
    switch (lack) {
      case UNWRITABLE:
        return false;
      case NONE:
        break;
      default:
        return true;
    }
    switch (status) {
      case 407:
      case 408:
      case 429:
        return true;
      case 401:
      case 403:
        // Pluto says why, in JSON: anything else was said by something on the way there.
        return !content.isEmpty() && !content.isObject();
      case 413:
      case 414:
      case 431:
        // What is in front of a service says this with a page, and means the request.
        return false;
      default:
        return status >= 500 || status < 400 || content.isPage();
    }
  }

  /** Whether it is a redirect or a page, which services do not answer with, whatever is asked. */
  boolean isAlien() {
    return (status >= 300 && status < 400) || content.isPage();
  }

  /** Returns whether it may be what is left of an answer of Pluto. */
  boolean isEmptyOrObject() {
    return content.isEmpty() || content.isObject();
  }

  /** Whether the server may have had the request, answered or not. */
  boolean mayHaveArrived() {
    return lack != Lack.NOT_SENT;
  }

  /** What the server asked for by Retry-After; zero if nothing. */
  Duration retryAfter() {
    return retryAfter;
  }

  /** The outcome of a request that is not at fault, with a cause that stays the same. */
  <T> Outcome<T> outage() {
    return outage("");
  }

  /**
   * The same with a reason that the service gave.
   *
   * @param reason empty for none
   */
  <T> Outcome<T> outage(String reason) {
    String cause = cause() + (reason.isEmpty() ? "" : ": " + shown(reason));
    boolean slow = lack == Lack.TIMED_OUT || status == 408 || status == 504;
    return slow && retryAfter.isZero()
        ? Outcome.timeout(cause)
        : Outcome.tryAgain(cause, retryAfter);
  }

  /** What is wrong with the server or the way to it. Nothing in it differs between attempts. */
  String cause() {
    if (lack != Lack.NONE) {
      return failure;
    }
    if (status == 407) {
      return "a proxy does not accept the user and password, or was given none (HTTP 407)";
    }
    return "HTTP " + status + ", " + kind();
  }

  private String kind() {
    if (status >= 300 && status < 400) {
      return "a redirect from something between here and Pluto";
    }
    if (status == 408) {
      return "the request took too long";
    }
    if (status == 429) {
      return "too many requests";
    }
    if (status >= 500) {
      return "a server error";
    }
    if (content.isPage()) {
      return "a web page from something between here and Pluto";
    }
    return content.isWhole() ? "an answer that is not Pluto's" : "an answer too long to be Pluto's";
  }

  /** For people, when there is no better reason in the body: what the answer says. */
  String describe() {
    if (lack != Lack.NONE || isPassing()) {
      return cause();
    }
    return "HTTP " + status + (content.isEmpty() ? "" : ": " + shown(content.text()));
  }

  /** A text that others wrote, on one line, no longer than a reason has to be. */
  static String shown(String text) {
    // What is beyond is not looked at, whatever it is and however long.
    String start = text.length() > 2 * MAX_SHOWN ? text.substring(0, 2 * MAX_SHOWN) : text;
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < start.length() && line.length() < MAX_SHOWN; i++) {
      char c = start.charAt(i);
      boolean blank = Character.isWhitespace(c) || Character.isISOControl(c);
      if (!blank) {
        line.append(c);
      } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString().stripTrailing();
  }
}
