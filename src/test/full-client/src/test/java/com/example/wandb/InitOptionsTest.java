package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitOptionsTest {

  @Test
  void saysNothingOfWhatWasNotGiven() {
    InitOptions options = InitOptions.builder().build();

    assertThat(options)
        .extracting(
            InitOptions::project,
            InitOptions::entity,
            InitOptions::name,
            InitOptions::id,
            InitOptions::notes,
            InitOptions::group,
            InitOptions::jobType,
            InitOptions::forkFrom,
            InitOptions::dir)
        .containsOnlyNulls();
    assertThat(options.tags()).isEmpty();
    assertThat(options.config()).isEmpty();
    assertThat(options.resume()).isFalse();
  }

  @Test
  void takesAnEmptyTextForNone() {
    assertThat(InitOptions.builder().project("").id("").build())
        .extracting(InitOptions::project, InitOptions::id)
        .containsOnlyNulls();
  }

  @Test
  void doesNotChangeWithWhatItWasGiven() {
    List<String> layers = new ArrayList<>(List.of("a"));
    int[][] sizes = {{1}};
    Map<String, Object> config = new HashMap<>();
    config.put("layers", layers);
    config.put("sizes", sizes);
    config.put("none", null);

    InitOptions options = InitOptions.builder().config(config).build();
    layers.add("b");
    sizes[0][0] = 2;
    config.clear();

    assertThat(options.config())
        .containsEntry("layers", List.of("a"))
        .containsEntry("sizes", new int[][] {{1}})
        .containsEntry("none", null);
    assertThatThrownBy(options.config()::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void refusesATagThatIsNull() {
    assertThatThrownBy(() -> InitOptions.builder().tags(Arrays.asList("a", null)))
        .isInstanceOf(NullPointerException.class);
  }
}
