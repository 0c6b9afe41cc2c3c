package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Preempted;
import ai.trainy.pluto.local.Fault;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program logs in its own shutdown hook, and how it finishes there. */
@DisabledOnOs(OS.WINDOWS)
class LastHookIT {
  @TempDir Path home;

  private LocalPluto pluto;

  @BeforeEach
  void start() throws IOException {
    pluto = LocalPluto.start();
  }

  @AfterEach
  void stop() {
    pluto.close();
  }

  @ParameterizedTest
  @CsvSource({"signal, false", "exit, false", "return, false", "signal, true", "exit, true"})
  void whatAHookLogsIsInPlutoAndItsFinishCounts(String how, boolean standalone) throws IOException {
    Jvm.Ended program = run(jvm(standalone), how, "3", 1);

    assertSaved(program, "FAILED");
    assertThat(program.said())
        .as(program.toString())
        .last()
        .asString()
        .contains(" complete: 11 values");
    assertThat(journals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "signal, TERMINATED, false",
    "exit, FAILED, false",
    "return, COMPLETED, false",
    "signal, TERMINATED, true"
  })
  void aRunThatNoHookFinishesEndsAsTheProgramDoes(String how, String status, boolean standalone)
      throws IOException {
    Jvm.Ended program = run(jvm(standalone), how, "none", 1);

    assertSaved(program, status);
    assertThat(journals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatAHookLogsWithoutAServerGoesUpLater(boolean standalone) throws IOException {
    pluto.goDown();
    Jvm.Ended program =
        run(jvm(standalone).variable("PLUTO_FINISH_TIMEOUT_SECONDS", "1"), "signal", "3", 4);
    assertThat(program.stdout()).as(program.toString()).contains("saved");
    assertThat(journals()).hasSize(4);
    pluto.comeBack();

    Jvm.Ended sync = jvm(false).commandLine("sync");

    assertThat(sync.exitCode()).as(sync.toString()).isZero();
    assertThat(pluto.runs()).hasSize(4);
    assertSaved(program, "FAILED");
    assertThat(journals()).isEmpty();
  }

  /** What tells of the last hook is not woven then. */
  @Test
  void whereNobodyTellsOfTheLastHookWhatItLogsAndItsFinishGoUpLater() throws IOException {
    Path log = home.resolve(".local/state/pluto/pluto.log");
    Jvm jvm = jvm(false).variable("PLUTO_OBSERVE", "nothing").option("-Dpreempted.log=" + log);

    Jvm.Ended program = run(jvm, "exit", "3", 1);

    assertThat(program.exitCode()).as(program.toString()).isEqualTo(2);
    assertThat(program.said())
        .as(program.toString())
        .anyMatch(line -> line.contains(" complete: 1 values"))
        .anyMatch(line -> line.contains("was logged to after the wait for its upload"))
        .anyMatch(line -> line.contains("1 of 11 values"));
    assertThat(journals()).hasSize(1);

    Jvm.Ended sync = jvm(false).commandLine("sync");

    assertThat(sync.exitCode()).as(sync.toString()).isZero();
    assertSaved(program, "FAILED");
    assertThat(journals()).isEmpty();
  }

  @Test
  void aServerThatNeverAnswersKeepsNoProgramFromEnding() throws IOException {
    for (String path : List.of("/ingest/metrics", "/api/runs/status/update")) {
      pluto.faults().always(path, Fault.hang(Duration.ofHours(1)));
    }

    Jvm.Ended program =
        run(jvm(false).variable("PLUTO_FINISH_TIMEOUT_SECONDS", "1"), "exit", "3", 4);

    assertThat(program.exitCode()).as(program.toString()).isEqualTo(2);
    assertThat(program.stdout()).as(program.toString()).contains("saved");
    assertThat(program.said())
        .as("a line for each run: " + program)
        .filteredOn(line -> line.contains("is kept in "))
        .hasSize(4);
    assertThat(journals()).hasSize(4);
    pluto.faults().clear();
    Jvm.Ended sync = jvm(false).commandLine("sync");
    assertThat(sync.exitCode()).as(sync.toString()).isZero();
    assertSaved(program, "FAILED");
    assertThat(journals()).isEmpty();
  }

  @Test
  void aSignalRightAfterInitTerminatesTheRun() throws IOException {
    Jvm.Ended program = run(jvm(false), "signal-at-once", "none", 1);

    assertThat(pluto.runs()).as(program.toString()).hasSize(1);
    assertThat(pluto.runs().get(0).status()).as(program.toString()).isEqualTo("TERMINATED");
  }

  private void assertSaved(Jvm.Ended program, String status) {
    assertThat(program.stdout()).as(program.toString()).contains("saved");
    assertThat(pluto.refusals()).isEmpty();
    assertThat(pluto.runs())
        .as(program.toString())
        .isNotEmpty()
        .allSatisfy(
            run -> {
              assertThat(run.points("loss")).hasSize(1);
              assertThat(run.points("saved")).hasSize(10);
              assertThat(run.status()).isEqualTo(status);
              assertThat(lastOf(run.statusHistory())).isEqualTo(status);
              assertThat(run.createdAt()).isBefore(run.statusUpdated());
            });
  }

  private static String lastOf(List<String> history) {
    return history.get(history.size() - 1);
  }

  private Jvm.Ended run(Jvm jvm, String how, String exitCode, int runs) {
    return jvm.withExampleClient().run(Preempted.class, how, exitCode, runs);
  }

  private Jvm jvm(boolean standalone) {
    Jvm jvm =
        Jvm.in(home)
            .withAgent()
            .withPluto(pluto.url())
            .variable("PLUTO_FINISH_TIMEOUT_SECONDS", "120");
    return standalone ? jvm.variable("DISABLE_WANDB_LOGGING", "true") : jvm;
  }

  /** The directories of runs that are left on disk. */
  private List<Path> journals() throws IOException {
    Path project = home.resolve(".local/state/pluto/preempted");
    if (!Files.isDirectory(project)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(project)) {
      return runs.collect(Collectors.toList());
    }
  }
}
