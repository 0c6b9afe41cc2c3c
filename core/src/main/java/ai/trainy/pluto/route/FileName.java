package ai.trainy.pluto.route;

import java.util.UUID;
import java.util.regex.Pattern;

/** What a file is called in storage (the protocol, section 9.7). */
public final class FileName {
  /** Object keys hold 1,024 bytes with project, run and logged name in front. */
  private static final int MAX_LENGTH = 200;

  private static final int MAX_EXTENSION = 20;

  private static final Pattern UP = Pattern.compile("(^|/)\\.{1,2}(?=/|$)");

  private FileName() {}

  /**
   * A name that no other file has: caption, a random part, extension.
   *
   * @param caption what people know the file by; may be empty
   * @param extension without the dot; empty if there is none
   */
  public static String unique(String caption, String extension) {
    String ending = ending(extension);
    String end = UUID.randomUUID() + (ending.isEmpty() ? "" : "." + ending);
    // Cut first: it may be a text of any length.
    String safe = safe(caption.substring(0, Math.min(caption.length(), MAX_LENGTH)));
    int room = MAX_LENGTH - end.length() - 1;
    return safe.isEmpty() ? end : safe.substring(0, Math.min(safe.length(), room)) + "." + end;
  }

  /** An extension as {@link #unique} takes it into a name: of safe characters, and not too long. */
  public static String ending(String extension) {
    return safe(extension.substring(0, Math.min(extension.length(), MAX_EXTENSION)));
  }

  /** What follows the last dot of a file's name; empty if there is none. */
  public static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 || fileName.indexOf('/', dot) >= 0 ? "" : fileName.substring(dot + 1);
  }

  /**
   * The name a file is logged under. It is part of an address in storage, where a part that is a
   * dot or two would be taken for a way up.
   */
  public static String logName(String key) {
    return UP.matcher(MetricName.clean(key)).replaceAll("$1-");
  }

  private static String safe(String text) {
    return text.replaceAll("[^A-Za-z0-9_.-]", "-");
  }
}
