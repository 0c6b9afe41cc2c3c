package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.trainy.pluto.endtoend.programs.Ending;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that the program does not finish has the status of how the program ended: the table in
 * docs/durability.md, row by row.
 */
class EndOfProgramIT {
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

  static Stream<Arguments> ends() {
    return Jvm.launchers().stream()
        .flatMap(
            launcher ->
                Stream.of(
                    Arguments.of(launcher, "throw", 1, "FAILED"),
                    Arguments.of(launcher, "exit 7", 7, "FAILED"),
                    Arguments.of(launcher, "exit 2", 2, "FAILED"),
                    Arguments.of(launcher, "return", 0, "COMPLETED"),
                    Arguments.of(launcher, "worker", 0, "COMPLETED")));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void theRunEndsAsTheProgramDoes(String launcher, String how, int exitCode, String status)
      throws IOException {
    Jvm.Ended ended = run(launcher, how);

    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(exitCode);
    assertEnded(ended, status);
    assertThat(pluto.runs().get(0).statusMetadata().get("type"))
        .isEqualTo(how.equals("throw") ? "java.lang.IllegalStateException" : null);
    assertThat(pluto.runs().get(0).statusMetadata().get("exit_code"))
        .isEqualTo(exitCode == 0 ? null : exitCode);
    if (how.equals("worker")) {
      assertThat(ended.stdout()).contains("loader-3: a file is missing");
      assertThat(log()).contains("thread 'loader-3' ended with java.lang.IllegalStateException");
    }
  }

  @DisabledOnOs(OS.WINDOWS)
  @ParameterizedTest
  @CsvSource({"HUP, 1, 129", "INT, 2, 130", "TERM, 15, 143"})
  void aSignalTerminatesTheRun(String signal, int number, int exitCode) throws IOException {
    assumeFalse(isIgnored(number), "this JVM was started with the signal ignored");

    Jvm.Ended ended = run(Jvm.launchers().get(0), "signal " + signal);

    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(exitCode);
    assertEnded(ended, "TERMINATED");
    assertThat(pluto.runs().get(0).statusMetadata()).containsEntry("signal", "SIG" + signal);
  }

  @Test
  void aProgramThatIsGoneAtOnceHasFailedWhenItsRunIsRecovered() throws IOException {
    Jvm.Ended ended = run(Jvm.launchers().get(0), "halt");
    Jvm.Ended sync = Jvm.in(home).withPluto(pluto.url()).commandLine("sync");

    assertThat(sync.exitCode()).as(sync.toString()).isZero();
    assertEnded(ended, "FAILED");
  }

  private Jvm.Ended run(String launcher, String how) {
    return Jvm.of(launcher, home)
        .withAgent()
        .withExampleClient()
        .withPluto(pluto.url())
        .run(Ending.class, (Object[]) how.split(" "));
  }

  private void assertEnded(Jvm.Ended ended, String status) {
    assertThat(pluto.refusals()).isEmpty();
    assertThat(pluto.runs()).as(ended.toString()).hasSize(1);
    RunView run = pluto.runs().get(0);
    assertThat(run.points("loss")).as(ended.toString()).hasSize(1);
    assertThat(run.status()).as(ended.toString()).isEqualTo(status);
  }

  private String log() throws IOException {
    return Files.readString(home.resolve(".local/state/pluto/pluto.log"));
  }

  /** A JVM leaves signals alone that were ignored when it was started, as under nohup. */
  private static boolean isIgnored(int signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    List<String> lines = Files.readAllLines(status);
    return lines.stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).trim(), 16))
        .anyMatch(ignored -> (ignored & 1L << (signal - 1)) != 0);
  }
}
