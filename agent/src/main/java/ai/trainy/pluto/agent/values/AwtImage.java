package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.Image;
import ai.trainy.pluto.route.ValueCopy;
import java.awt.image.BufferedImage;

/** A picture of AWT's that is logged as it is. Apart, so that it alone knows AWT. */
final class AwtImage {
  private AwtImage() {}

  @SuppressWarnings("unused") // as Shape has them
  static Object read(Object value, ValueCopy copy) {
    return Image.of((BufferedImage) value);
  }
}
