package ai.trainy.pluto;

import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.Content;
import ai.trainy.pluto.media.Pixels;
import ai.trainy.pluto.media.Png;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An image, optionally with boxes and masks. Immutable. */
public final class Image extends Media {
  private final Map<String, ?> boxes;
  private final Map<String, ?> masks;

  private Image(
      Content content,
      String extension,
      @Nullable String caption,
      Map<String, ?> boxes,
      Map<String, ?> masks) {
    super(content, extension, caption);
    this.boxes = boxes;
    this.masks = masks;
  }

  private Image(Content content, String extension) {
    this(content, extension, null, Map.of(), Map.of());
  }

  /** Creates an image from a file in any format that browsers show. */
  public static Image of(Path file) {
    return new Image(new FileContent(file), extension(file));
  }

  /**
   * Creates an image from the bytes of a file.
   *
   * @param format {@code png}, {@code jpg} and so on
   */
  public static Image of(byte[] bytes, String format) {
    return new Image(content(bytes), extension(format));
  }

  /** Creates an image from an AWT image; stored as PNG. */
  public static Image of(BufferedImage image) {
    return of(Pixels.of(image));
  }

  /**
   * Creates an image from an array of primitive numbers; stored as PNG.
   *
   * @param pixels {@code [y][x]} for gray, {@code [y][x][channel]} with 1, 3 (red, green, blue) or
   *     4 (and alpha) channels. Integers are 0 to 255, bytes unsigned; fractions are 0 to 1, or 0
   *     to 255 if any is above 1
   * @throws IllegalArgumentException if it is not such an array, has no pixels, or rows of
   *     different lengths
   */
  public static Image ofPixels(Object pixels) {
    return of(Pixels.of(pixels));
  }

  private static Image of(Pixels pixels) {
    long size = 4L * pixels.width() * pixels.height();
    return new Image(new GeneratedContent(size, out -> Png.write(pixels, out)), "png");
  }

  /** Returns this image with a caption. */
  public Image withCaption(String text) {
    return new Image(content(), extension(), text, boxes, masks);
  }

  /**
   * Returns this image with boxes, in the form of the Python client: from a name to {@code
   * box_data}, a list of maps with {@code position}, {@code class_id} and so on, and {@code
   * class_labels}.
   */
  public Image withBoxes(@Nullable Map<String, ?> byName) {
    return new Image(content(), extension(), caption().orElse(null), orNone(byName), masks);
  }

  /**
   * Returns this image with segmentation masks, in the form of the Python client: from a name to
   * {@code mask_data}, class ids as {@code [y][x]} (or {@code path}, a PNG with the ids in its red
   * channel), and {@code class_labels}, from class id to text.
   */
  public Image withMasks(@Nullable Map<String, ?> byName) {
    return new Image(content(), extension(), caption().orElse(null), boxes, orNone(byName));
  }

  private static Map<String, ?> orNone(@Nullable Map<String, ?> byName) {
    return byName == null ? Map.of() : byName;
  }

  Map<String, ?> boxes() {
    return boxes;
  }

  Map<String, ?> masks() {
    return masks;
  }

  @Override
  LogType type() {
    return LogType.IMAGE;
  }
}
