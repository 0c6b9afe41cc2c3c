package ai.trainy.pluto.agent.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.upload.Belonging;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStateTest {
  @TempDir Path directory;

  @Test
  void aLiveRunOfWhichNothingGetsThroughIsSaidToBeStalled() throws IOException {
    Settings settings =
        new Settings(
            new AgentOptions(null),
            Map.of(),
            Map.of("PLUTO_DIR", directory.toString(), "PLUTO_MODE", "offline"));
    Pluto pluto =
        new Pluto(
            settings,
            () -> {
              throw new KeyUnavailableException("there is no server");
            },
            new ProgramEnd(),
            new Messages(OutputStream.nullOutputStream()));
    Run run = pluto.init(RunSpec.builder().project("p").externalId("live0001").build());
    try {
      run.log(Map.of("loss", 0.5));

      Instant now = Instant.now();
      RunState state = state(settings);
      assertThat(state.kind()).isEqualTo(RunState.Kind.IN_USE);
      assertThat(state.stalledFor(now.plusSeconds(30))).isEmpty();
      assertThat(state.stalledFor(now.plus(Duration.ofMinutes(10))))
          .hasValueSatisfying(time -> assertThat(time).isGreaterThan(Duration.ofMinutes(5)));
    } finally {
      run.finish(0);
    }
    assertThat(state(settings).stalledFor(Instant.MAX)).isEmpty();
  }

  private static RunState state(Settings settings) throws IOException {
    Home home = Home.of(null, settings).get(0);
    return RunState.of(home, home.runs(any -> true).get(0), any -> Belonging.HERE);
  }
}
