package com.wandb.standin;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.wandb.grpc.WandbServer.RunRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunDefaultsTest {

  @Test
  void leavesWhatIsThere() {
    RunRecord run =
        RunRecord.newBuilder()
            .setRunId("id")
            .setEntity("entity")
            .setProject("project")
            .setDisplayName("name")
            .setHost("host")
            .setStartTime(Timestamp.newBuilder().setSeconds(7))
            .build();

    assertThat(defaults(Map.of()).complete(run)).isEqualTo(run);
  }

  @Test
  void fillsInWhatIsMissing() {
    RunRecord run = defaults(Map.of()).complete(RunRecord.getDefaultInstance());

    assertThat(run.getRunId()).matches("[a-z0-9]{8}");
    assertThat(run.getEntity()).isEqualTo("local");
    assertThat(run.getProject()).isEqualTo("uncategorized");
    assertThat(run.getDisplayName()).matches("[a-z]+-[a-z]+-1");
    assertThat(run.getHost()).isEqualTo("https://wandb.invalid");
    assertThat(Instant.ofEpochSecond(run.getStartTime().getSeconds()))
        .isBetween(Instant.now().minus(1, DAYS), Instant.now());
  }

  @Test
  void takesRunIdProjectAndEntityFromTheEnvironment() {
    RunDefaults defaults =
        defaults(Map.of("WANDB_RUN_ID", "run7", "WANDB_PROJECT", "digits", "WANDB_ENTITY", "lab"));

    RunRecord run = defaults.complete(RunRecord.getDefaultInstance());

    assertThat(run.getRunId()).isEqualTo("run7");
    assertThat(run.getProject()).isEqualTo("digits");
    assertThat(run.getEntity()).isEqualTo("lab");
  }

  private static RunDefaults defaults(Map<String, String> environment) {
    return new RunDefaults(environment, new Random(1));
  }
}
