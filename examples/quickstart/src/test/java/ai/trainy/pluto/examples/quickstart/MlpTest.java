package ai.trainy.pluto.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MlpTest {

  private static final double STEP = 1e-5;

  @Test
  void itsGradientMatchesFiniteDifferences() throws Exception {
    Digits digits = Digits.load().slice(0, 5);
    Mlp model = new Mlp(3, new Random(1));
    double[] parameters = model.parameters();
    double[] gradient = new double[parameters.length];

    model.gradient(digits, gradient);

    for (int i = 0; i < parameters.length; i++) {
      double original = parameters[i];
      parameters[i] = original + STEP;
      double above = model.score(digits).loss();
      parameters[i] = original - STEP;
      double below = model.score(digits).loss();
      parameters[i] = original;
      assertThat(gradient[i])
          .as("parameter %d", i)
          .isCloseTo((above - below) / (2 * STEP), within(1e-8));
    }
  }

  @Test
  void guessesBeforeItIsTrained() throws Exception {
    Score score = new Mlp(16, new Random(1)).score(Digits.load());

    assertThat(score.accuracy()).isBetween(0.0, 0.3);
    assertThat(score.loss()).isCloseTo(Math.log(Digits.CLASSES), within(0.5));
  }
}
