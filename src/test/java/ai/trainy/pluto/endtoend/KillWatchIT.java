package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Endless;
import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code PLUTO_AFTER_KILL=watch}: even the last run on a machine completes by itself. */
@DisabledOnOs(OS.WINDOWS)
class KillWatchIT {
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

  @Test
  void aKilledProgramsRunIsUploadedByTheWatch() throws IOException {
    assertUploadedAfterKill(jvm("watch"));
  }

  @Test
  void soIsOneWithoutWandbWhoseKeyIsInWandbsPlace() throws IOException {
    assertUploadedAfterKill(
        jvm("watch")
            .variable("PLUTO_API_KEY", "")
            .variable("WANDB_API_KEY", "mlpi_0123456789abcdef")
            .option("-Ddisable.wandb.logging=true"));
  }

  private void assertUploadedAfterKill(Jvm jvm) throws IOException {
    pluto.goDown();
    List<ProcessHandle> watches;
    try (Running program = endless(jvm)) {
      Files.createFile(home.resolve("go"));
      program.awaitOutput("second half");
      Await.until(() -> "a watch, no child", () -> !watches().isEmpty() && !hasWatch(program));
      watches = watches();
      program.kill();
    }
    pluto.comeBack();

    Await.until(() -> "the run's end", () -> isEnded("endless1"));
    RunView run = pluto.run("endless", "endless1");
    assertThat(run.status()).isEqualTo("FAILED");
    assertThat(run.points("loss")).hasSize(40);
    // By its process: a command line cannot be read at any moment.
    Await.until(
        () -> "the watch to be gone", () -> watches.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void aProgramThatEndsWholeLeavesNoWatchBehind() {
    Jvm.Ended sine =
        jvm("watch").variable("WANDB_RUN_ID", "sine0001").run(Sine.class, Jvm.freePort(), 20, 0);

    assertThat(sine.exitCode()).as(sine.toString()).isZero();
    Await.until(() -> "the watch to be gone", () -> watches().isEmpty());
    assertThat(home.resolve(".local/state/pluto/after-kill.log")).doesNotExist();
  }

  @Test
  void nobodyWatchesWhoWasNotAskedTo() throws IOException {
    try (Running program = endless(jvm("off"))) {
      program.awaitOutput("first half");
      assertThat(watches()).isEmpty();
    }
  }

  private boolean isEnded(String id) {
    return pluto.runs().stream()
        .anyMatch(
            run -> run.externalId().equals(Optional.of(id)) && !run.status().equals("RUNNING"));
  }

  private Running endless(Jvm jvm) throws IOException {
    return jvm.withExampleClient().spawn(Endless.class, "endless1", 20, home.resolve("go"));
  }

  private Jvm jvm(String afterKill) {
    return Jvm.in(home).withPluto(pluto.url()).withAgent().variable("PLUTO_AFTER_KILL", afterKill);
  }

  /** Whether it is among its own processes, as the one is that starts it. */
  private static boolean hasWatch(Running program) {
    return program.descendants().anyMatch(child -> child.info().toString().contains("kill-watch"));
  }

  /** Those of this test: the directory is among their arguments. */
  private List<ProcessHandle> watches() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
        .filter(process -> process.info().commandLine().orElse("").contains("kill-watch"))
        .collect(Collectors.toList());
  }
}
