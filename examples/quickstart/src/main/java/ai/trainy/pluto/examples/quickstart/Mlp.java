package ai.trainy.pluto.examples.quickstart;

import java.util.Arrays;
import java.util.Random;

/** A multilayer perceptron: pixels, one hidden tanh layer, softmax over the ten digits. */
final class Mlp {

  private static final int INPUTS = Digits.PIXELS;
  private static final int OUTPUTS = Digits.CLASSES;

  private final int hiddenUnits;

  /**
   * Every weight and bias in one array, so that an optimizer need not know the layers. The hidden
   * layer's weights come first, at 0; the other parts follow at these offsets.
   */
  private final double[] parameters;

  private final int hiddenBiases;
  private final int outputWeights;
  private final int outputBiases;

  /** Starts from random weights (Glorot's uniform distribution) and zero biases. */
  Mlp(int hiddenUnits, Random random) {
    this.hiddenUnits = hiddenUnits;
    hiddenBiases = INPUTS * hiddenUnits;
    outputWeights = hiddenBiases + hiddenUnits;
    outputBiases = outputWeights + hiddenUnits * OUTPUTS;
    parameters = new double[outputBiases + OUTPUTS];
    drawWeights(0, hiddenBiases, INPUTS + hiddenUnits, random);
    drawWeights(outputWeights, outputBiases, hiddenUnits + OUTPUTS, random);
  }

  /** The parameters themselves, not a copy: training changes them in place. */
  double[] parameters() {
    return parameters;
  }

  Score score(Digits digits) {
    Score score = new Score();
    for (int i = 0; i < digits.size(); i++) {
      Digits.Image image = digits.get(i);
      score.add(probabilities(hidden(image.pixels)), image.digit);
    }
    return score;
  }

  /** The digit that an image shows most probably. */
  int read(Digits.Image image) {
    return Score.mostProbable(probabilities(hidden(image.pixels)));
  }

  /** Scores {@code digits} and overwrites {@code gradient} with that of their mean loss. */
  Score gradient(Digits digits, double[] gradient) {
    Score score = new Score();
    Arrays.fill(gradient, 0);
    for (int i = 0; i < digits.size(); i++) {
      Digits.Image image = digits.get(i);
      double[] hidden = hidden(image.pixels);
      double[] probabilities = probabilities(hidden);
      score.add(probabilities, image.digit);
      addGradient(image, hidden, probabilities, 1.0 / digits.size(), gradient);
    }
    return score;
  }

  private double[] hidden(double[] pixels) {
    double[] hidden = new double[hiddenUnits];
    for (int j = 0; j < hiddenUnits; j++) {
      hidden[j] = StrictMath.tanh(affine(j * INPUTS, pixels, hiddenBiases + j));
    }
    return hidden;
  }

  private double[] probabilities(double[] hidden) {
    double[] logits = new double[OUTPUTS];
    for (int k = 0; k < OUTPUTS; k++) {
      logits[k] = affine(outputWeights + k * hiddenUnits, hidden, outputBiases + k);
    }
    return softmax(logits);
  }

  private double affine(int weights, double[] inputs, int bias) {
    double sum = parameters[bias];
    for (int i = 0; i < inputs.length; i++) {
      sum += parameters[weights + i] * inputs[i];
    }
    return sum;
  }

  /** Back-propagation of one image's cross-entropy, times {@code weight}. */
  private void addGradient(
      Digits.Image image, double[] hidden, double[] probabilities, double weight, double[] sum) {
    double[] hiddenErrors = new double[hiddenUnits];
    for (int k = 0; k < OUTPUTS; k++) {
      double error = weight * (probabilities[k] - (k == image.digit ? 1 : 0));
      sum[outputBiases + k] += error;
      int weights = outputWeights + k * hiddenUnits;
      for (int j = 0; j < hiddenUnits; j++) {
        sum[weights + j] += error * hidden[j];
        hiddenErrors[j] += error * parameters[weights + j];
      }
    }
    for (int j = 0; j < hiddenUnits; j++) {
      double error = hiddenErrors[j] * (1 - hidden[j] * hidden[j]);
      sum[hiddenBiases + j] += error;
      int weights = j * INPUTS;
      for (int i = 0; i < INPUTS; i++) {
        sum[weights + i] += error * image.pixels[i];
      }
    }
  }

  private void drawWeights(int from, int to, int connections, Random random) {
    double limit = Math.sqrt(6.0 / connections);
    for (int i = from; i < to; i++) {
      parameters[i] = limit * (2 * random.nextDouble() - 1);
    }
  }

  private static double[] softmax(double[] logits) {
    // Shifted by the largest, no exponential overflows.
    double largest = Arrays.stream(logits).max().orElseThrow();
    double[] exponentials = Arrays.stream(logits).map(x -> StrictMath.exp(x - largest)).toArray();
    double sum = Arrays.stream(exponentials).sum();
    return Arrays.stream(exponentials).map(x -> x / sum).toArray();
  }
}
