package ai.trainy.pluto.examples.quickstart;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.json.JSONObject;

/** Trains an {@link Mlp}: the same hyperparameters and digits always give the same rows. */
final class Training {

  private final Hyperparameters settings;
  private final Random random;
  private final Digits training;
  private final Digits validation;
  private final int batches;
  private final Mlp model;
  private final Sgd optimizer;

  Training(Hyperparameters settings, Digits digits) {
    this.settings = settings;
    random = new Random(settings.seed);
    Digits shuffled = digits.shuffled(random);
    int held = (int) (digits.size() * settings.validationShare);
    validation = shuffled.slice(0, held);
    training = shuffled.slice(held, digits.size());
    batches = (training.size() + settings.batchSize - 1) / settings.batchSize;
    model = new Mlp(settings.hiddenUnits, random);
    optimizer =
        new Sgd(
            settings.learningRate,
            settings.momentum,
            settings.epochs * batches,
            model.parameters().length);
  }

  Mlp model() {
    return model;
  }

  /** The images that the model is not trained on. */
  Digits validation() {
    return validation;
  }

  /**
   * Runs all epochs. {@code log} takes one row a batch, the last of an epoch with the validation's
   * values as well; {@code table} is printed one line an epoch.
   */
  void run(Consumer<JSONObject> log, PrintStream table) {
    table.println("epoch  train loss  train accuracy  validation loss  validation accuracy");
    for (int epoch = 1; epoch <= settings.epochs; epoch++) {
      Score trained = new Score();
      Score validated = new Score();
      Digits shuffled = training.shuffled(random);
      for (int batch = 0; batch < batches; batch++) {
        JSONObject row = step(batch(shuffled, batch), trained);
        if (batch == batches - 1) {
          validated = model.score(validation);
          row.put("validation/loss", validated.loss());
          row.put("validation/accuracy", validated.accuracy());
        }
        log.accept(row);
      }
      table.printf(
          Locale.ROOT,
          "%5d  %10.4f  %14.4f  %15.4f  %19.4f%n",
          epoch,
          trained.loss(),
          trained.accuracy(),
          validated.loss(),
          validated.accuracy());
    }
  }

  /** Learns from one batch and adds its score to the epoch's. */
  private JSONObject step(Digits batch, Score epoch) {
    double learningRate = optimizer.learningRate();
    double[] gradient = new double[model.parameters().length];
    Score score = model.gradient(batch, gradient);
    optimizer.update(model.parameters(), gradient);
    epoch.add(score);
    return new JSONObject()
        .put("train/loss", score.loss())
        .put("train/accuracy", epoch.accuracy())
        .put("train/learning_rate", learningRate);
  }

  private Digits batch(Digits digits, int number) {
    int from = number * settings.batchSize;
    return digits.slice(from, Math.min(from + settings.batchSize, digits.size()));
  }
}
