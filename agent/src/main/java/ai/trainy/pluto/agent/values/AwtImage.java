package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.Image;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/** A picture of AWT's that is logged as it is. Apart, so that it alone knows AWT. */
final class AwtImage {
  private AwtImage() {}

  @SuppressWarnings("unused") // as Shape has them
  static Object read(Object value, @Nullable CopyContext around, ForeignValues values) {
    return Image.of((BufferedImage) value);
  }
}
