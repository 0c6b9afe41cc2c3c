package ai.trainy.pluto.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreTest {

  @Test
  void isTheMeanOverAllImages() {
    Score score = new Score();
    score.add(new double[] {0.5, 0.25, 0.25}, 0);
    Score more = new Score();
    more.add(new double[] {0.5, 0.25, 0.25}, 2);
    score.add(more);

    assertThat(score.accuracy()).isEqualTo(0.5);
    assertThat(score.loss()).isCloseTo(1.5 * Math.log(2), within(1e-12));
  }
}
