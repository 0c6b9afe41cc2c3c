package ai.trainy.pluto.media;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** Reads the images of AWT, of whatever kind. */
final class AwtPixels {
  private AwtPixels() {}

  static Pixels of(BufferedImage image) {
    return isGrey(image.getColorModel()) ? grey(image) : colours(image);
  }

  /**
   * Whether the raster holds the grey that a file of it has: what {@code getRGB} makes of it is
   * brighter, since AWT takes it for linear.
   */
  private static boolean isGrey(ColorModel model) {
    int type = model.getTransferType();
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
        && !model.isAlphaPremultiplied();
  }

  private static Pixels grey(BufferedImage image) {
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    Pixels pixels = new Pixels(image.getWidth(), image.getHeight(), model.hasAlpha() ? 4 : 1);
    int[] row = new int[pixels.width() * bands];
    for (int y = 0; y < pixels.height(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, pixels.width(), 1, row);
      for (int i = 0; i < row.length; i += bands) {
        int grey = eightBits(row[i], model.getComponentSize(0));
        pixels.add(grey);
        if (model.hasAlpha()) {
          pixels.add(grey);
          pixels.add(grey);
          pixels.add(eightBits(row[i + 1], model.getComponentSize(1)));
        }
      }
    }
    return pixels;
  }

  private static int eightBits(int sample, int bits) {
    return Math.round(sample * 255f / ((1 << bits) - 1));
  }

  private static Pixels colours(BufferedImage image) {
    int width = image.getWidth();
    boolean alpha = image.getColorModel().hasAlpha();
    Pixels pixels = new Pixels(width, image.getHeight(), alpha ? 4 : 3);
    int[] row = new int[width];
    for (int y = 0; y < pixels.height(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        pixels.add(argb >> 16);
        pixels.add(argb >> 8);
        pixels.add(argb);
        if (alpha) {
          pixels.add(argb >>> 24);
        }
      }
    }
    return pixels;
  }
}
