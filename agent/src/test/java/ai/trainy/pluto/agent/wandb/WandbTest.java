package ai.trainy.pluto.agent.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.ProjectName;
import ai.trainy.pluto.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WandbTest {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void isSwitchedOffByAnyYesAndNothingElse() {
    for (String yes : List.of("true", "TRUE", "1", "yes", " Yes\n")) {
      environment.put("DISABLE_WANDB_LOGGING", yes);
      assertThat(settings().isOnlyCopy()).as(yes).isTrue();
    }
    for (String no : List.of("", "false", "0", "no", "on", "truely")) {
      environment.put("DISABLE_WANDB_LOGGING", no);
      assertThat(settings().isOnlyCopy()).as(no).isFalse();
    }
    environment.clear();
    assertThat(settings().isOnlyCopy()).isFalse();
    properties.put("disable.wandb.logging", "yes");
    assertThat(settings().isOnlyCopy()).isTrue();
  }

  @Test
  void whoWantsNoTrackingGetsNoneFromPlutoEither() {
    environment.put("WANDB_MODE", "Disabled");
    assertThat(settings().mode()).isEqualTo(Mode.DISABLED);
    assertThat(settings().modeReason()).isEqualTo("WANDB_MODE is disabled");

    for (String other : List.of("offline", "online", "dryrun", "")) {
      environment.put("WANDB_MODE", other);
      assertThat(settings().mode()).as(other).isEqualTo(Mode.ONLINE);
    }
  }

  @Test
  void whereItIsSwitchedOffItsModeSaysNothing() {
    environment.put("WANDB_MODE", "disabled");
    environment.put("DISABLE_WANDB_LOGGING", "true");

    assertThat(settings().mode()).isEqualTo(Mode.ONLINE);
  }

  @Test
  void itsProjectIsThatOfRunsWithoutOne() {
    environment.put("WANDB_PROJECT", "of-wandb");

    assertThat(ProjectName.resolve(settings(), null, "of-run")).isEqualTo("of-wandb");
    assertThat(ProjectName.resolve(settings(), "of-init", "of-run")).isEqualTo("of-init");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdef0123456789ABCDEF01234567",
        "'local-0123456789abcdef0123456789abcdef01234567'",
        "my-lab-0123456789abcdef0123456789abcdef01234567",
        "wandb_v1_AbCd"
      })
  void itsKeysAreNoneOfPluto(String key) {
    assertThatThrownBy(() -> ApiKey.of(key, "PLUTO_API_KEY", settings().client()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the key in PLUTO_API_KEY is one of wandb, which Pluto does not know; it is not sent");
  }

  @Test
  void aKeyOfPlutoThatLooksLikeOneOfItIsUsed() {
    String key = "mlpi_a-0123456789abcdef0123456789abcdef01234567";

    assertThat(ApiKey.of(key, "PLUTO_API_KEY", settings().client()).value()).isEqualTo(key);
  }

  @Test
  void itsSettingsAreReadAsAllOthers() {
    environment.put("PLUTO_WANDB_BINDINGS", "/in/the/environment");
    Settings settings =
        new Settings(Wandb.options("wandb.bindings=/a/file"), properties, environment);

    assertThat(settings.text(Wandb.BINDINGS)).contains("/a/file");
    assertThat(settings.is(Wandb.REQUIRED, "false")).isTrue();
    assertThat(settings.hints()).isEmpty();
  }

  @Test
  void whatItAddsToARowAndToConfigHasItsNames() {
    assertThat(settings().client().ownKeys())
        .containsExactlyInAnyOrder("_step", "_runtime", "_timestamp", "_wandb");
    assertThat(settings().client().notesKey()).isEqualTo("_wandb_notes");
  }

  private Settings settings() {
    return new Settings(Wandb.options(null), properties, environment);
  }
}
