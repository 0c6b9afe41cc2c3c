package ai.trainy.pluto.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"_step", "_runtime", "_timestamp", "_wandb"})
  void knowsTheKeysOfTheClient(String key) {
    assertThat(MetricName.isOfTheClient(key)).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"step", "_loss", "_steps", "a_step", "_"})
  void takesEveryOtherKeyForTheProgramsOwn(String key) {
    assertThat(MetricName.isOfTheClient(key)).isFalse();
  }
}
