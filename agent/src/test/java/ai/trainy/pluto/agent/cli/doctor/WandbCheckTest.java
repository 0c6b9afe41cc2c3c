package ai.trainy.pluto.agent.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.agent.check.Finding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class WandbCheckTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @ParameterizedTest
  @CsvSource({
    "'wandb, version 0.12.4', true, OK",
    "'wandb, version 0.12.4', false, OK",
    "'wandb, version 0.10.33', true, OK",
    "'wandb, version 0.12.5', true, FAILURE",
    "'wandb, version 0.12.5', false, WARNING",
    "'wandb, version 0.31.0', true, FAILURE",
    "'wandb, version 1.0.0rc1', true, FAILURE",
    "'what?', true, WARNING"
  })
  void aWandbWithoutGrpcServerIsAFailureWhereItIsNeeded(
      String printed, boolean isNeeded, Finding.Level level) throws InterruptedException {
    Finding finding = look(WandbCommand.of(List.of("echo", printed), LONG), isNeeded);

    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.advice().isPresent()).isEqualTo(level != Finding.Level.OK);
  }

  @Test
  void whatToDoIsSaid() throws InterruptedException {
    Finding finding = look(WandbCommand.of(List.of("echo", "0.31.0"), LONG), true);

    assertThat(finding.text()).contains("0.31.0", "grpc-server");
    assertThat(finding.advice().orElseThrow()).contains("DISABLE_WANDB_LOGGING=true", "0.12.4");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noWandbIsAFailureWhereItIsNeeded(boolean isNeeded) throws InterruptedException {
    Finding finding = look(WandbCommand.of(List.of("/nowhere/wandb"), LONG), isNeeded);

    assertThat(finding.level()).isEqualTo(isNeeded ? Finding.Level.FAILURE : Finding.Level.NOTE);
  }

  @Test
  void aWandbThatHangsIsNotWaitedFor() throws InterruptedException {
    // Far longer than any test may take.
    WandbCommand hanging = WandbCommand.of(List.of("sleep", "100000"), Duration.ofMillis(1));

    assertThat(look(hanging, true).level()).isEqualTo(Finding.Level.WARNING);
  }

  private static Finding look(WandbCommand wandb, boolean isNeeded) throws InterruptedException {
    Diagnosis diagnosis = new Diagnosis(false);
    WandbCheck.into(diagnosis, wandb, isNeeded);
    assertThat(diagnosis.findings()).hasSize(1);
    return diagnosis.findings().get(0);
  }
}
