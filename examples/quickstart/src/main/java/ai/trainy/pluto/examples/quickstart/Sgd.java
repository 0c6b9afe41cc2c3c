package ai.trainy.pluto.examples.quickstart;

/** Stochastic gradient descent with momentum; the learning rate falls to zero on a cosine. */
final class Sgd {

  private final double initialLearningRate;
  private final double momentum;
  private final int steps;
  private final double[] velocity;
  private int step;

  /** For {@code steps} updates of {@code size} parameters. */
  Sgd(double initialLearningRate, double momentum, int steps, int size) {
    this.initialLearningRate = initialLearningRate;
    this.momentum = momentum;
    this.steps = steps;
    this.velocity = new double[size];
  }

  /** The rate of the next update. */
  double learningRate() {
    return initialLearningRate * (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
  }

  void update(double[] parameters, double[] gradient) {
    double learningRate = learningRate();
    for (int i = 0; i < parameters.length; i++) {
      velocity[i] = momentum * velocity[i] - learningRate * gradient[i];
      parameters[i] += velocity[i];
    }
    step++;
  }
}
