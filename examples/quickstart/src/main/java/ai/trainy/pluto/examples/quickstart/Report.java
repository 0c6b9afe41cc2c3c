package ai.trainy.pluto.examples.quickstart;

import com.example.client.Histogram;
import com.example.client.Image;
import com.example.client.InitOptions;
import com.example.client.Run;
import com.example.client.Table;
import com.example.client.Wandb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the trained model has come to: logged with a client that takes more than numbers. */
final class Report {

  private static final int IMAGES = 16;
  private static final int SIDE = 8;

  /** The images have 8 by 8 pixels; shown so small, nobody would recognize a digit. */
  private static final int ENLARGED = 8;

  private final Training training;

  Report(Training training) {
    this.training = training;
  }

  /**
   * Adds it to a run, and tells what was logged.
   *
   * @param runId the run's wandb id
   * @param name the run's name
   */
  String log(String runId, String name) {
    InitOptions options = InitOptions.of("handwritten-digits").withId(runId).withName(name);
    try (Run run = Wandb.init(options)) {
      run.log(
          Map.of(
              "digits", images(),
              "weights", Histogram.of(training.model().parameters()),
              "confusion", confusion()));
    }
    return "logged " + IMAGES + " images, 1 histogram, 1 table";
  }

  private List<Image> images() {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      Digits.Image digit = training.validation().get(i);
      String caption = digit.digit + ", read as " + training.model().read(digit);
      images.add(Image.of(enlarged(digit.pixels)).withCaption(caption));
    }
    return images;
  }

  private static double[][] enlarged(double[] pixels) {
    double[][] rows = new double[SIDE * ENLARGED][SIDE * ENLARGED];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows.length; x++) {
        rows[y][x] = pixels[y / ENLARGED * SIDE + x / ENLARGED];
      }
    }
    return rows;
  }

  /** How often each digit was read as each. */
  private Table confusion() {
    int[][] counts = new int[Digits.CLASSES][Digits.CLASSES];
    for (int i = 0; i < training.validation().size(); i++) {
      Digits.Image image = training.validation().get(i);
      counts[image.digit][training.model().read(image)]++;
    }
    List<String> columns = new ArrayList<>(List.of("digit"));
    for (int read = 0; read < Digits.CLASSES; read++) {
      columns.add("read as " + read);
    }
    Table table = new Table(columns);
    for (int digit = 0; digit < Digits.CLASSES; digit++) {
      List<Object> row = new ArrayList<>(List.of(digit));
      for (int count : counts[digit]) {
        row.add(count);
      }
      table.addRow(row.toArray());
    }
    return table;
  }
}
