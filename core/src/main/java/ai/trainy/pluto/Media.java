package ai.trainy.pluto;

import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.Content;
import ai.trainy.pluto.route.FileName;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Media to be logged: {@link Image}, {@link Audio} or {@link Video}. Files, bytes and arrays are
 * read when the media is logged; after that the caller may change them.
 */
public abstract class Media {
  private final Content content;
  private final String extension;
  private final @Nullable String caption;

  /**
   * @param extension without the dot; empty if there is none
   * @param caption null if there is none
   */
  Media(Content content, String extension, @Nullable String caption) {
    this.content = Objects.requireNonNull(content);
    this.extension = Objects.requireNonNull(extension);
    this.caption = caption;
  }

  abstract LogType type();

  Content content() {
    return content;
  }

  String extension() {
    return extension;
  }

  /** Returns the caption. */
  public Optional<String> caption() {
    return Optional.ofNullable(caption);
  }

  static Content content(byte[] bytes) {
    return new GeneratedContent(bytes.length, out -> out.write(bytes));
  }

  static String extension(Path file) {
    return FileName.extension(String.valueOf(file.getFileName()));
  }

  /**
   * Converts a format to a file extension: {@code png}, {@code .PNG} and {@code image/png} are
   * equivalent.
   */
  static String extension(String format) {
    int end = Math.max(format.lastIndexOf('.'), format.lastIndexOf('/'));
    return format.substring(end + 1).toLowerCase(Locale.ROOT);
  }
}
