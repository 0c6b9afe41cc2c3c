package ai.trainy.pluto.examples.quickstart;

/** How well a model did on the images added so far. */
final class Score {

  private double lossSum;
  private int correct;
  private int images;

  /** Adds one image: the probability given to each digit, and the digit it shows. */
  void add(double[] probabilities, int digit) {
    lossSum -= StrictMath.log(probabilities[digit]);
    images++;
    if (mostProbable(probabilities) == digit) {
      correct++;
    }
  }

  void add(Score other) {
    lossSum += other.lossSum;
    correct += other.correct;
    images += other.images;
  }

  /** The mean cross-entropy of an image, in nats. */
  double loss() {
    return lossSum / images;
  }

  /** The share of images recognized, from 0 to 1. */
  double accuracy() {
    return (double) correct / images;
  }

  /** The index of the largest. */
  static int mostProbable(double[] probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      if (probabilities[k] > probabilities[best]) {
        best = k;
      }
    }
    return best;
  }
}
