package ai.trainy.pluto.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the agent stops, and what it has said by then. */
class StartupChecksTest {
  private static final String KEY = "mlpi_0123456789abcdef";

  @TempDir Path home;

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> said = new ArrayList<>();
  private final SecondCopy secondCopy = new SecondCopy();

  /** Counts how often it is asked. */
  private static final class SecondCopy implements Check {
    private int asked;
    private boolean isThere;

    @Override
    public boolean isObstacle() {
      asked++;
      return isThere;
    }

    @Override
    public List<Finding> findings() {
      return List.of();
    }
  }

  @BeforeEach
  void describeClientsThatCannotBeRead() {
    environment.put("PLUTO_WANDB_BINDINGS", home.resolve("none.binding").toString());
  }

  @Test
  void offEndsItBeforeTheKeyIsLookedFor() {
    environment.put("PLUTO_MODE", "off");
    environment.put("PLUTO_API_KEY", "no key");

    assertThat(pass()).isFalse();
    assertThat(said).isEmpty();
    assertThat(secondCopy.asked).isZero();
  }

  @Test
  void withoutAKeyOneLineSaysSoAndItEnds() {
    assertThat(pass()).isFalse();
    assertThat(said).singleElement().asString().contains("no API key");
    assertThat(secondCopy.asked).isZero();
  }

  @Test
  void aSecondCopySaysNothing() {
    environment.put("PLUTO_API_KEY", KEY);
    secondCopy.isThere = true;

    assertThat(pass()).isFalse();
    assertThat(said).isEmpty();
  }

  @Test
  void whatIsOnlyPartlyWrongIsSaidAndItGoesOn() {
    environment.put("PLUTO_API_KEY", "'" + KEY + "'");

    assertThat(pass()).isTrue();
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).contains("quotes around it");
    assertThat(said.get(1)).contains("there is no file", "wandb is untouched");
  }

  @Test
  void whereWandbIsSwitchedOffDataIsKeptWithoutAKey() {
    environment.put("DISABLE_WANDB_LOGGING", "true");
    StartupChecks checks = checks();

    assertThat(checks.pass(line -> said.add(line.toString()))).isTrue();
    assertThat(checks.key().key()).isEmpty();
    assertThat(checks.key().credential().orElseThrow().atHand()).isEmpty();
    assertThat(said.get(0)).contains("there is no key for Pluto", "nowhere else");
    assertThat(said.get(1)).contains("there is no file", "wandb is not switched off for them");
  }

  @Test
  void allOfThemAreLookedAtByWhoeverWantsToKnow() {
    environment.put("PLUTO_MODE", "off");

    List<String> texts = new ArrayList<>();
    checks().all().forEach(check -> check.findings().forEach(found -> texts.add(found.text())));

    assertThat(texts)
        .hasSize(4)
        .anyMatch(text -> text.startsWith(Runtime.version().toString()))
        .anyMatch(text -> text.equals("PLUTO_MODE is off: nothing is logged to Pluto"))
        .anyMatch(text -> text.equals("Not signed in: no API key."))
        .anyMatch(text -> text.contains("there is no file"));
  }

  private boolean pass() {
    return checks().pass(line -> said.add(line.toString()));
  }

  private StartupChecks checks() {
    Settings settings =
        new Settings(
            Wandb.options(null), Map.of("user.home", home.toString()), Map.copyOf(environment));
    return new StartupChecks(
        settings,
        () -> {
          throw new KeyUnavailableException("it was not to be asked");
        },
        secondCopy);
  }
}
