package ai.trainy.pluto;

import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.Content;
import ai.trainy.pluto.media.Wav;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An audio clip. Immutable. */
public final class Audio extends Media {
  private static final int MAX_CHANNELS = 64;

  private Audio(Content content, String extension, @Nullable String caption) {
    super(content, extension, caption);
  }

  /** Creates audio from a file in any format that browsers play. */
  public static Audio of(Path file) {
    return new Audio(new FileContent(file), extension(file), null);
  }

  /**
   * Creates audio from the bytes of a file.
   *
   * @param format {@code wav}, {@code mp3} and so on
   */
  public static Audio of(byte[] bytes, String format) {
    return new Audio(content(bytes), extension(format), null);
  }

  /**
   * Creates audio from samples of one channel, from -1 to 1; stored as 16-bit WAV.
   *
   * @param rate samples per second
   */
  public static Audio of(float[] samples, int rate) {
    return of(new float[][] {samples}, rate);
  }

  /**
   * Creates audio from samples, {@code [channel][sample]}, from -1 to 1; stored as 16-bit WAV.
   *
   * @param rate samples per second
   * @throws IllegalArgumentException if there are no channels, or channels of different lengths
   */
  public static Audio of(float[][] channels, int rate) {
    if (channels.length == 0 || channels.length > MAX_CHANNELS || rate <= 0) {
      throw new IllegalArgumentException(
          "a sound of " + channels.length + " channels at " + rate + " Hz");
    }
    for (float[] channel : channels) {
      if (channel.length == 0 || channel.length != channels[0].length) {
        throw new IllegalArgumentException(
            "a sound with a channel of " + channel.length + " samples");
      }
    }
    Content content =
        new GeneratedContent(Wav.size(channels), out -> Wav.write(channels, rate, out));
    return new Audio(content, "wav", null);
  }

  /** Returns this audio with a caption. */
  public Audio withCaption(String text) {
    return new Audio(content(), extension(), text);
  }

  @Override
  LogType type() {
    return LogType.AUDIO;
  }
}
