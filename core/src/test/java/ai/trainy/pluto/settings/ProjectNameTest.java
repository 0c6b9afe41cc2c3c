package ai.trainy.pluto.settings;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.TestSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectNameTest {
  private final Map<String, String> environment =
      new HashMap<>(Map.of("PLUTO_PROJECT", "of-pluto", "TRACKER_PROJECT", "of-tracker"));

  @Test
  void plutoProjectComesFirst() {
    assertThat(resolve("of-init", "of-run")).isEqualTo("of-pluto");
  }

  @Test
  void thenWhatInitWasGiven() {
    environment.remove("PLUTO_PROJECT");

    assertThat(resolve("of-init", "of-run")).isEqualTo("of-init");
  }

  @Test
  void thenTheVariableOfTheClient() {
    environment.remove("PLUTO_PROJECT");

    assertThat(resolve(null, "of-run")).isEqualTo("of-tracker");
    assertThat(resolve(" ", "of-run")).isEqualTo("of-tracker");
  }

  @Test
  void thenTheRunsOwn() {
    environment.remove("PLUTO_PROJECT");
    environment.put("TRACKER_PROJECT", " ");

    assertThat(resolve(null, "of-run")).isEqualTo("of-run");
  }

  @Test
  void thenPluto() {
    environment.clear();

    assertThat(resolve(null, null)).isEqualTo("pluto");
    assertThat(resolve("", " ")).isEqualTo("pluto");
  }

  private String resolve(String asked, String ofRun) {
    return ProjectName.resolve(TestSettings.of(environment), asked, ofRun);
  }
}
