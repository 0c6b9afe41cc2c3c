package ai.trainy.pluto.credentials;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Client;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A key to Pluto, and where it was found. It never shows itself. */
public final class ApiKey {
  /** For keys that are not written down as they are; to make these takes a start long. */
  private static final class Written {
    /**
     * Strip does not know these: the blanks of word processors, and the mark of a text's encoding.
     */
    static final String BLANKS = "[\\s\\u00A0\\u200B\\uFEFF]*";

    static final Pattern AROUND =
        Pattern.compile(
            "(" + BLANKS + ")([\"'`\u201C\u2018]?)(.*?)([\"'`\u201D\u2019]?)(" + BLANKS + ")",
            Pattern.DOTALL);

    static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  }

  private final String value;
  private final String source;
  private final @Nullable String around;

  private ApiKey(String value, String source, @Nullable String around) {
    this.value = value;
    this.source = source;
    this.around = around;
  }

  /** As {@link #of(String, String, Client)} in a program without a client. */
  public static ApiKey of(String text, String source) {
    return of(text, source, Client.NONE);
  }

  /**
   * A key as somebody wrote it down.
   *
   * @param text the key as found; blanks, line breaks and quotes around it are dropped, and {@link
   *     #correction} tells
   * @param source where it was found, for messages
   * @param client whose own keys are none
   * @throws IllegalArgumentException if nothing is left, if it is a key of the client, or if it has
   *     characters that no key has; the message does not show them
   */
  public static ApiKey of(String text, String source, Client client) {
    if (isLegal(text) && !client.isKey(text)) {
      return new ApiKey(text, source, null);
    }
    Matcher parts = Written.AROUND.matcher(text);
    parts.matches();
    boolean quoted = parts.group(2).length() + parts.group(4).length() > 0;
    boolean blank = !(parts.group(1) + parts.group(5)).isEmpty();
    String inner = parts.group(3).strip();
    if (inner.isEmpty()) {
      throw new IllegalArgumentException(CoreMessage.KEY_IS_EMPTY.text(source));
    }
    if (client.isKey(inner)) {
      throw new IllegalArgumentException(CoreMessage.KEY_IS_OF_CLIENT.text(source, client.name()));
    }
    if (Written.CONTROL.matcher(inner).find()) {
      throw new IllegalArgumentException(CoreMessage.KEY_IS_BROKEN.text(source));
    }
    if (!isLegal(inner)) {
      throw new IllegalArgumentException(CoreMessage.KEY_IS_NONE.text(source));
    }
    String around =
        quoted ? blank ? "quotes and blanks" : "quotes" : blank ? "blanks or line breaks" : null;
    return new ApiKey(inner, source, around);
  }

  /** Whether ingest accepts such a key at all (the protocol, section 1.1). */
  private static boolean isLegal(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') {
        return false;
      }
    }
    return !key.isEmpty();
  }

  /** What had to be dropped to make a key of what was found, for people. */
  public Optional<Notice> correction() {
    return Optional.ofNullable(around)
        .map(what -> Notice.of(CoreMessage.KEY_CORRECTED, source, what));
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
