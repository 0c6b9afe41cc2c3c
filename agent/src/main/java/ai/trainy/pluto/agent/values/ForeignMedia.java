package ai.trainy.pluto.agent.values;

import static ai.trainy.pluto.agent.binding.ValuePart.BOXES;
import static ai.trainy.pluto.agent.binding.ValuePart.BYTES;
import static ai.trainy.pluto.agent.binding.ValuePart.CAPTION;
import static ai.trainy.pluto.agent.binding.ValuePart.FILE;
import static ai.trainy.pluto.agent.binding.ValuePart.FORMAT;
import static ai.trainy.pluto.agent.binding.ValuePart.MASKS;
import static ai.trainy.pluto.agent.binding.ValuePart.PIXELS;
import static ai.trainy.pluto.agent.binding.ValuePart.RATE;
import static ai.trainy.pluto.agent.binding.ValuePart.SAMPLES;

import ai.trainy.pluto.Audio;
import ai.trainy.pluto.Image;
import ai.trainy.pluto.Video;
import ai.trainy.pluto.agent.binding.ValuePart;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pictures, sounds and films of the program. What a part is, its type says: what one client calls
 * data is a file with the next.
 */
final class ForeignMedia {
  private ForeignMedia() {}

  /** Null for a value without content. */
  static @Nullable Object image(MediaFields parts) {
    Object content = parts.first(FILE, BYTES, PIXELS);
    if (content == null) {
      return null;
    }
    Image image = image(content, parts);
    String caption = parts.text(CAPTION);
    image = caption == null ? image : image.withCaption(caption);
    Map<String, ?> boxes = layers(parts, BOXES);
    image = boxes.isEmpty() ? image : image.withBoxes(boxes);
    Map<String, ?> masks = layers(parts, MASKS);
    return masks.isEmpty() ? image : image.withMasks(masks);
  }

  private static Image image(Object content, MediaFields parts) {
    Path file = MediaContent.file(content, "an image");
    if (file != null) {
      return Image.of(file);
    }
    byte[] bytes = MediaContent.bytes(content);
    if (bytes != null) {
      return Image.of(bytes, MediaContent.format(parts.text(FORMAT), bytes, "png"));
    }
    if (content.getClass().isArray()) {
      return Image.ofPixels(content);
    }
    Object read = parts.plain(content);
    if (read instanceof Image) {
      return (Image) read;
    }
    throw unknown("an image", content);
  }

  /** In wandb's shape: names, and maps under them. What has another is core's to refuse. */
  private static Map<String, ?> layers(MediaFields parts, ValuePart part) {
    Object plain = parts.plain(parts.get(part));
    if (plain == null) {
      return Map.of();
    }
    if (plain instanceof Map) {
      @SuppressWarnings("unchecked") // a plain map has text keys
      Map<String, ?> layers = (Map<String, ?>) plain;
      return layers;
    }
    return Map.of("all", plain);
  }

  /** Null for a value without content. */
  static @Nullable Object audio(MediaFields parts) {
    Object content = parts.first(FILE, BYTES, SAMPLES);
    if (content == null) {
      return null;
    }
    Audio audio = audio(content, parts);
    String caption = parts.text(CAPTION);
    return caption == null ? audio : audio.withCaption(caption);
  }

  private static Audio audio(Object content, MediaFields parts) {
    Path file = MediaContent.file(content, "a sound");
    if (file != null) {
      return Audio.of(file);
    }
    byte[] bytes = MediaContent.bytes(content);
    if (bytes != null) {
      String format = MediaContent.format(parts.text(FORMAT), bytes, "");
      if (format.isEmpty()) {
        throw new IllegalArgumentException(
            "a sound of "
                + bytes.length
                + " bytes without a header or a format, such as raw samples. Give its samples and rate");
      }
      return Audio.of(bytes, format);
    }
    Object rate = parts.get(RATE);
    if (!(rate instanceof Number)) {
      throw new IllegalArgumentException("a sound of samples without a rate");
    }
    return Audio.of(Samples.channels(content, parts), ((Number) rate).intValue());
  }

  /** Null for a value without content. */
  static @Nullable Object video(MediaFields parts) {
    Object content = parts.first(FILE, BYTES);
    if (content == null) {
      return null;
    }
    Video video = video(content, parts);
    String caption = parts.text(CAPTION);
    return caption == null ? video : video.withCaption(caption);
  }

  private static Video video(Object content, MediaFields parts) {
    Path file = MediaContent.file(content, "a film");
    if (file != null) {
      return Video.of(file);
    }
    byte[] bytes = MediaContent.bytes(content);
    if (bytes != null) {
      return Video.of(bytes, MediaContent.format(parts.text(FORMAT), bytes, "mp4"));
    }
    throw unknown("a film", content);
  }

  static IllegalArgumentException unknown(String what, Object content) {
    return new IllegalArgumentException(
        what + " made of a " + content.getClass().getName() + ", which cannot be read");
  }
}
