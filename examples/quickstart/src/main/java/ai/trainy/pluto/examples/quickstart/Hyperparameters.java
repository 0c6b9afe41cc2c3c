package ai.trainy.pluto.examples.quickstart;

import org.json.JSONObject;

/** What the training is set to. The number of epochs is the user's choice. */
final class Hyperparameters {

  final int epochs;
  final int batchSize = 16;
  final int hiddenUnits = 48;
  final double learningRate = 0.05;
  final double momentum = 0.9;
  final double validationShare = 0.2;
  final long seed = 42;

  Hyperparameters(int epochs) {
    this.epochs = epochs;
  }

  /** What runs with these are called. */
  String name() {
    return "mlp-" + hiddenUnits;
  }

  JSONObject toJson() {
    return new JSONObject()
        .put("epochs", epochs)
        .put("batch_size", batchSize)
        .put("hidden_units", hiddenUnits)
        .put("learning_rate", learningRate)
        .put("momentum", momentum)
        .put("validation_share", validationShare)
        .put("seed", seed)
        .put("activation", "tanh")
        .put("optimizer", "sgd");
  }
}
