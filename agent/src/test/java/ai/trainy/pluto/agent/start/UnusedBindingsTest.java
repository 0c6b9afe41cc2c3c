package ai.trainy.pluto.agent.start;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Told;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusedBindingsTest {
  private static final String[] CLASSES = {"lab/Tracker", "*/lab/Tracker$Builder"};

  @TempDir Path home;

  private final Told told = new Told();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void signIn() {
    environment.put("PLUTO_WANDB_BINDINGS", "/lab/own.binding");
    environment.put("PLUTO_API_KEY", "mlpi_x");
    environment.put("HOME", home.toString());
  }

  @Test
  void namesTheClassesThatWereLookedForAndTheFile() {
    assertThat(told(CLASSES))
        .startsWith("pluto: ")
        .contains("/lab/own.binding", "(lab.Tracker, lab.Tracker$Builder)", "doctor")
        .hasLineCount(1);
  }

  @Test
  void ofManyClassesTheFirstAreNamed() {
    assertThat(told("a", "b", "c", "d", "e", "f", "g")).contains("(a, b, c, d, e and 2 more)");
  }

  @ParameterizedTest
  @CsvSource({"PLUTO_API_KEY, ''", "PLUTO_API_KEY, no key", "PLUTO_MODE, off"})
  void whoLogsNothingToPlutoIsToldNothing(String variable, String value) {
    environment.put(variable, value);

    assertThat(told(CLASSES)).isEmpty();
  }

  @Test
  void anAgentThatIsNotOnThisJvmsCommandLineIsSilent() {
    new UnusedBindings(List.of("-cp", "x", "Main"), Path.of("agent.jar"), told.messages())
        .accept(null, CLASSES);

    assertThat(told.text()).isEmpty();
  }

  private String told(String... classes) {
    Settings settings = new Settings(Wandb.options(null), Map.of("user.home", "?"), environment);
    new UnusedBindings(List.of(), Path.of("agent.jar"), told.messages()).tell(settings, classes);
    return told.text();
  }
}
