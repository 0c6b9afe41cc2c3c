package ai.trainy.pluto.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSpecTest {
  @Test
  void aBlankTextCountsAsNotGiven() {
    RunSpec spec = RunSpec.builder().project("").name(" ").externalId(null).group("\t").build();

    assertThat(spec.project()).isEmpty();
    assertThat(spec.name()).isEmpty();
    assertThat(spec.externalId()).isEmpty();
    assertThat(spec.group()).isEmpty();
    assertThat(spec.jobType()).isEmpty();
    assertThat(spec.notes()).isEmpty();
    assertThat(spec.tags()).isEmpty();
    assertThat(spec.config()).isEmpty();
  }

  @Test
  void doesNotChangeWithItsBuilderOrTheProgramsMap() {
    Map<String, Object> config = new HashMap<>(Map.of("lr", 0.1));
    RunSpec.Builder builder = RunSpec.builder().name("first").config(config);
    RunSpec spec = builder.build();

    builder.name("second");
    config.put("lr", 0.2);

    assertThat(spec.name()).isEqualTo("first");
    assertThat(spec.config()).isEqualTo(Map.of("lr", 0.1));
  }
}
