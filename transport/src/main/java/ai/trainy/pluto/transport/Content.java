package ai.trainy.pluto.transport;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** The body of an answer, read up to a limit. Immutable. */
final class Content {
  /** Every read has a time-out of its own; a byte now and then would keep a caller for ever. */
  private static final int LONGEST_MINUTES = 10;

  private final String text;
  private final boolean html;
  private final boolean whole;

  private Content(String text, boolean html, boolean whole) {
    this.text = text;
    this.html = html;
    this.whole = whole;
  }

  static Content of(String text) {
    return new Content(text, false, true);
  }

  /**
   * Reads an answer's body.
   *
   * @param maxBytes how much of it is read, decompressed; a longer one is not {@link #isWhole}
   * @throws IOException also if the answer ends before it said it would
   */
  static Content of(Response response, long maxBytes) throws IOException {
    response.body().source().timeout().deadline(LONGEST_MINUTES, TimeUnit.MINUTES);
    ResponseBody read = response.peekBody(maxBytes + 1);
    boolean whole = read.contentLength() <= maxBytes;
    MediaType type = read.contentType();
    boolean html = type != null && type.subtype().contains("html");
    String text = read.string();
    return new Content(
        whole ? text : text.substring(0, (int) Math.min(text.length(), maxBytes)), html, whole);
  }

  String text() {
    return text;
  }

  /** Returns whether there was no more of it than may be read. */
  boolean isWhole() {
    return whole;
  }

  /** Returns whether it is for a browser: HTML by its type, or markup by its looks. */
  boolean isPage() {
    return html || startsWith('<');
  }

  /** Returns whether it looks like a JSON object, which is what every service of Pluto answers. */
  boolean isObject() {
    return startsWith('{');
  }

  boolean isEmpty() {
    return text.isBlank();
  }

  private boolean startsWith(char first) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        return c == first;
      }
    }
    return false;
  }

  Content without(String secret) {
    return new Content(text.replace(secret, "(the key)"), html, whole);
  }
}
