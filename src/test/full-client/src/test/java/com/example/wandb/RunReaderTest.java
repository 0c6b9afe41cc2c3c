package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReaderTest {

  @TempDir Path folder;
  private TestRuns runs;

  @BeforeEach
  void start() {
    runs = new TestRuns(folder);
  }

  @Test
  void readsARunThatIsStillOpen() {
    Run run = runs.open();
    RunReader reader = RunReader.of(run.dir());

    assertThat(reader.dir()).isEqualTo(run.dir());
    assertThat(reader.rows()).isEmpty();
    assertThat(reader.alerts()).isEmpty();
    assertThat(reader.files()).isEmpty();
    run.log(Map.of("a", 1));
    assertThat(reader.rows()).hasSize(1);
  }

  @Test
  void findsAllRunsInTheOrderOfTheirOpening() {
    runs.open(InitOptions.builder().id("z")).close();
    runs.sleep(1);
    runs.open(InitOptions.builder().id("y")).close();
    runs.sleep(1);
    runs.open(InitOptions.builder().id("z").resume(true)).close();

    assertThat(RunReader.all(folder))
        .extracting(reader -> reader.info().getString("id"))
        .containsExactly("y", "z");
    assertThat(RunReader.latest(folder).info().getString("id")).isEqualTo("z");
  }

  @Test
  void passesOverWhatIsNoRun() throws Exception {
    runs.open(InitOptions.builder().id("r1"));
    Files.createDirectories(folder.resolve("wandb/offline-run-20260101_000000-unborn"));
    Files.createDirectories(folder.resolve("wandb/other"));

    assertThat(RunReader.all(folder)).hasSize(1);
  }

  @Test
  void findsNothingWhereThereIsNoRun() {
    assertThat(RunReader.all(folder)).isEmpty();
    assertThatThrownBy(() -> RunReader.latest(folder))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("there is no run in " + folder);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunReader.of(folder))
        .withMessage(folder + " is not the directory of a run");
  }
}
