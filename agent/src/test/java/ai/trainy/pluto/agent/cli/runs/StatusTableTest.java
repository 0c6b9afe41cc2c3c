package ai.trainy.pluto.agent.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.upload.Belonging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTableTest {
  private static final String LONG = "resnet-50 with cosine schedule and a very large batch";

  @TempDir Path directory;

  @BeforeEach
  void leaveRuns() throws IOException {
    RunStore store = new RunStore(directory.resolve(".pluto"));
    for (String id : List.of("9bdfpf4o", "k3v9q1zt")) {
      RunSpec spec =
          RunSpec.builder()
              .project("vision-pretraining")
              .name(LONG)
              .externalId(id)
              .startedAt(1_767_225_600_000L)
              .build();
      try (RunDirectory run = store.create(spec)) {
        run.countRefused(1_234_567_890_123L);
      }
    }
  }

  @Test
  void elsewhereThanOnATerminalARunIsALine() throws IOException {
    assertThat(table(0))
        .filteredOn(line -> line.contains(LONG))
        .hasSize(2)
        .allMatch(line -> line.contains("1,234,567,890,123  ") && line.contains("killed"));
  }

  @Test
  void aTableThatFitsATerminalIsATableThere() throws IOException {
    assertThat(table(400)).isEqualTo(table(0));
  }

  @Test
  void aNarrowTerminalBreaksNoWord() throws IOException {
    List<String> lines = table(50);

    assertThat(lines)
        .filteredOn(line -> !line.contains(directory.toString()) && !line.contains("java -jar"))
        .allMatch(line -> line.length() <= 50);
    assertThat(lines)
        .containsSubsequence(
            "Run         9bdfpf4o",
            "Name        resnet-50 with cosine schedule and a",
            "            very large batch",
            "Dropped     1,234,567,890,123",
            "State       killed, not uploaded",
            "",
            "Project     vision-pretraining",
            "Run         k3v9q1zt");
  }

  private List<String> table(int columns) throws IOException {
    Settings settings =
        new Settings(new AgentOptions(null), Map.of(), Map.of("PLUTO_DIR", directory.toString()));
    Home home = Home.of(null, settings).get(0);
    return new StatusTable(columns).of(List.of(HomeState.of(home, any -> Belonging.HERE)));
  }
}
