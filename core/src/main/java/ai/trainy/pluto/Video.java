package ai.trainy.pluto;

import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.Content;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A video. Immutable. */
public final class Video extends Media {
  private Video(Content content, String extension, @Nullable String caption) {
    super(content, extension, caption);
  }

  /** Creates a video from a file in any format that browsers play. */
  public static Video of(Path file) {
    return new Video(new FileContent(file), extension(file), null);
  }

  /**
   * Creates a video from the bytes of a file.
   *
   * @param format {@code mp4}, {@code gif} and so on
   */
  public static Video of(byte[] bytes, String format) {
    return new Video(content(bytes), extension(format), null);
  }

  /** Returns this video with a caption. */
  public Video withCaption(String text) {
    return new Video(content(), extension(), text);
  }

  @Override
  LogType type() {
    return LogType.VIDEO;
  }
}
