package ai.trainy.pluto.route;

import java.util.UUID;
import java.util.regex.Pattern;

/** What a file is called in storage (the protocol, section 9.7). */
public final class FileName {
  private static final int MAX_EXTENSION = 20;

  /** More characters of a caption than any file name holds. */
  private static final int MAX_CAPTION = 255;

  /** Letters and digits of every script stay; so do marks, without which some are no letters. */
  private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{M}\\p{N}_.-]");

  private FileName() {}

  /** Returns a name of at most 64 bytes that no other file has, without a caption. */
  public static String unique(String extension) {
    return unique("", extension, 64);
  }

  /**
   * Returns a name that no other file has: caption, a random part, extension.
   *
   * @param caption what people know the file by; may be empty
   * @param extension without the dot; empty if there is none
   * @param maxBytes 64 at least
   */
  static String unique(String caption, String extension, int maxBytes) {
    String ending = ending(extension);
    String end = UUID.randomUUID() + (ending.isEmpty() ? "" : "." + ending);
    // Cut first: it may be a text of any length.
    String start = caption.substring(0, Math.min(caption.length(), MAX_CAPTION));
    String safe = Utf8.cut(UNSAFE.matcher(start).replaceAll("-"), maxBytes - end.length() - 1);
    return safe.isEmpty() ? end : safe + "." + end;
  }

  /** Returns an extension as names take it: of safe characters, and not too long. */
  public static String ending(String extension) {
    return extension
        .substring(0, Math.min(extension.length(), MAX_EXTENSION))
        .replaceAll("[^A-Za-z0-9_.-]", "-");
  }

  /** Returns what follows the last dot of a file's name; empty if there is none. */
  public static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 || fileName.indexOf('/', dot) >= 0 ? "" : fileName.substring(dot + 1);
  }
}
