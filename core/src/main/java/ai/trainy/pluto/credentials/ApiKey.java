package ai.trainy.pluto.credentials;

import java.util.Objects;
import java.util.regex.Pattern;

/** A key to Pluto, and where it was found. It never shows itself. */
public final class ApiKey {
  /** What ingest accepts in a key at all (the protocol, section 1.1). */
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_.-]+");

  private final String value;
  private final String source;

  private ApiKey(String value, String source) {
    this.value = value;
    this.source = source;
  }

  /**
   * A key as somebody wrote it down.
   *
   * @param text the key as found; blanks and line breaks around it are dropped
   * @param source where it was found, for messages
   * @throws IllegalArgumentException if it holds characters no key has; the message does not show
   *     them
   */
  public static ApiKey of(String text, String source) {
    String value = Objects.requireNonNull(text).strip();
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the key in "
              + source
              + " holds characters that no Pluto key has; expected mlpi_ or mlps_ and then letters,"
              + " digits, _ and -");
    }
    return new ApiKey(value, source);
  }

  /** The key itself: for the Authorization header and nothing else. */
  public String value() {
    return value;
  }

  /** Where it was found: {@code PLUTO_API_KEY}, a file. */
  public String source() {
    return source;
  }

  @Override
  public String toString() {
    return "the key in " + source;
  }
}
