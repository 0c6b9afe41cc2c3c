package ai.trainy.pluto.agent.tee;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.Leftovers;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path directory;

  private final Runs<Run> runs = new Runs<>();
  private Run run;

  @BeforeEach
  void open() throws IOException {
    Map<String, String> environment =
        Map.of("PLUTO_DIR", directory.toString(), "PLUTO_MODE", "offline");
    Settings settings = new Settings(Wandb.options(null), Map.of(), environment);
    run =
        new Pluto(
                settings,
                Connector.of(
                    Credential.of(ApiKey.of("mlpi_secret", "a test")), key -> new FakePluto()),
                new ProgramEnd(),
                new Messages(OutputStream.nullOutputStream()))
            .init(RunSpec.builder().build());
  }

  @AfterEach
  void close() throws IOException {
    run.close();
    Leftovers.remove(directory);
  }

  @Test
  void aNameIsTheSameRunWhereverItIsSaid() {
    runs.put("main", run);

    assertThat(runs.get(String.join("", "ma", "in"))).isSameAs(run);
    assertThat(runs.get("other")).isNull();
  }

  @Test
  void objectsAreToldApartByWhichTheyAre() {
    List<Integer> one = List.of(1);
    runs.put(one, run);

    assertThat(runs.get(one)).isSameAs(run);
    assertThat(runs.get(List.of(1))).isNull();
  }

  @Test
  void nothingStandsForNoRun() {
    assertThat(runs.get(null)).isNull();
  }
}
