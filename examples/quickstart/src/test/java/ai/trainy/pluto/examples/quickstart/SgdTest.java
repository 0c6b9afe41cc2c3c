package ai.trainy.pluto.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SgdTest {

  @Test
  void goesDownhillAndGathersMomentum() {
    Sgd optimizer = new Sgd(0.1, 0.5, 1_000_000, 1);
    double[] parameters = {1};

    optimizer.update(parameters, new double[] {2});
    assertThat(parameters[0]).isCloseTo(0.8, within(1e-6));
    optimizer.update(parameters, new double[] {2});
    assertThat(parameters[0]).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void learningRateFallsToZero() {
    Sgd optimizer = new Sgd(0.1, 0.5, 4, 1);
    double[] rates = new double[5];

    for (int step = 0; step < rates.length; step++) {
      rates[step] = optimizer.learningRate();
      optimizer.update(new double[1], new double[1]);
    }

    assertThat(rates).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(rates[0]).isEqualTo(0.1);
    assertThat(rates[2]).isCloseTo(0.05, within(1e-12));
    assertThat(rates[4]).isZero();
  }
}
