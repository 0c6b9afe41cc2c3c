package com.wandb.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.wandb.grpc.WandbServer.RunRecord;
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
  }

  @Test
  void takesRunIdAndProjectFromTheEnvironment() {
    RunDefaults defaults = defaults(Map.of("WANDB_RUN_ID", "run7", "WANDB_PROJECT", "digits"));

    RunRecord run = defaults.complete(RunRecord.getDefaultInstance());

    assertThat(run.getRunId()).isEqualTo("run7");
    assertThat(run.getProject()).isEqualTo("digits");
  }

  private static RunDefaults defaults(Map<String, String> environment) {
    return new RunDefaults(environment, new Random(1));
  }
}
