package ai.trainy.pluto.examples.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Images of handwritten digits, each with the digit it shows. */
final class Digits {

  static final int PIXELS = 64;
  static final int CLASSES = 10;

  private static final double FULL_INK = 16;

  private final List<Image> images;

  private Digits(List<Image> images) {
    this.images = images;
  }

  /** Reads the 1,797 images that come with the program. */
  static Digits load() throws IOException {
    try (InputStream file = Digits.class.getResourceAsStream("digits.csv.gz");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(new GZIPInputStream(file), US_ASCII))) {
      List<Image> images = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        images.add(parse(line));
      }
      return new Digits(images);
    }
  }

  int size() {
    return images.size();
  }

  Image get(int index) {
    return images.get(index);
  }

  /** The same images in another order. */
  Digits shuffled(Random random) {
    List<Image> shuffled = new ArrayList<>(images);
    Collections.shuffle(shuffled, random);
    return new Digits(shuffled);
  }

  /** The images from {@code from} up to but not including {@code to}. */
  Digits slice(int from, int to) {
    return new Digits(images.subList(from, to));
  }

  private static Image parse(String line) {
    String[] values = line.split(",", -1);
    double[] pixels = new double[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      pixels[i] = Integer.parseInt(values[i]) / FULL_INK;
    }
    return new Image(pixels, Integer.parseInt(values[PIXELS]));
  }

  /** One image: its pixels, row by row and from 0 to 1, and the digit it shows. */
  static final class Image {

    final double[] pixels;
    final int digit;

    Image(double[] pixels, int digit) {
      this.pixels = pixels;
      this.digit = digit;
    }
  }
}
