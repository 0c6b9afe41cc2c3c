package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
  @Test
  void aBlankTextCountsAsNotGiven() {
    RunOptions options =
        RunOptions.builder().project("").name(" ").externalId(null).group("\t").build();

    assertThat(options.project()).isEmpty();
    assertThat(options.name()).isEmpty();
    assertThat(options.externalId()).isEmpty();
    assertThat(options.group()).isEmpty();
    assertThat(options.jobType()).isEmpty();
    assertThat(options.notes()).isEmpty();
    assertThat(options.tags()).isEmpty();
    assertThat(options.config()).isEmpty();
  }

  @Test
  void doesNotChangeWithItsBuilderOrTheProgramsMap() {
    Map<String, Object> config = new HashMap<>(Map.of("lr", 0.1));
    RunOptions.Builder builder = RunOptions.builder().name("first").config(config);
    RunOptions options = builder.build();

    builder.name("second");
    config.put("lr", 0.2);

    assertThat(options.name()).contains("first");
    assertThat(options.config()).isEqualTo(Map.of("lr", 0.1));
  }
}
