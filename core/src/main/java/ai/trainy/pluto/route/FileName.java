package ai.trainy.pluto.route;

import java.util.UUID;

/** What a file is called in storage (the protocol, section 9.7). */
public final class FileName {
  /** Object keys hold 1,024 bytes with project, run and logged name in front. */
  private static final int MAX_LENGTH = 200;

  private static final int MAX_EXTENSION = 20;

  private FileName() {}

  /**
   * A name that no other file has: caption, a random part, and the extension of {@code original}.
   *
   * @param caption what people know the file by
   * @param original the file's own name
   */
  public static String unique(String caption, String original) {
    String safe = safe(caption);
    int dot = original.lastIndexOf('.');
    String extension = dot < 0 ? "" : safe(original.substring(dot));
    String end =
        "."
            + UUID.randomUUID()
            + extension.substring(0, Math.min(extension.length(), MAX_EXTENSION));
    return safe.substring(0, Math.min(safe.length(), MAX_LENGTH - end.length())) + end;
  }

  private static String safe(String text) {
    return text.replaceAll("[^A-Za-z0-9_.-]", "-");
  }
}
