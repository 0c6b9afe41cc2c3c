package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WandbTest {

  @TempDir Path folder;

  @AfterEach
  void finishAll() {
    while (Wandb.run() != null) {
      Wandb.finish();
    }
  }

  @Test
  void logsToTheCurrentRun() {
    Run run = init("r1");

    Wandb.log(Map.of("a", 1));
    Wandb.log(Map.of("a", 2), 7);

    assertThat(Wandb.run()).isSameAs(run);
    assertThat(RunReader.of(run.dir()).rows())
        .extracting(row -> row.getLong("_step"))
        .containsExactly(0L, 7L);
  }

  @Test
  void takesTheRunOpenedLastForTheCurrentOne() {
    Run first = init("r1");
    Run second = init("r2");
    assertThat(Wandb.run()).isSameAs(second);

    Wandb.finish();

    assertThat(Wandb.run()).isSameAs(first);
    assertThat(RunReader.of(second.dir()).info().getString("state")).isEqualTo("finished");
    assertThat(RunReader.of(first.dir()).info().getString("state")).isEqualTo("running");
  }

  @Test
  void forgetsARunThatFinished() {
    try (Run run = init("r1")) {
      assertThat(Wandb.run()).isSameAs(run);
    }

    assertThat(Wandb.run()).isNull();
  }

  @Test
  void refusesToLogWithoutARun() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Wandb.log(Map.of("a", 1)))
        .withMessage("no run is open: call Wandb.init() before Wandb.log()");
    assertThatIllegalStateException().isThrownBy(() -> Wandb.log(Map.of("a", 1), 1));
  }

  @Test
  void finishesNothingWithoutARun() {
    Wandb.finish();

    assertThat(Wandb.run()).isNull();
  }

  @Test
  void opensARunWithoutOptions() {
    try (Run run = Wandb.init();
        Run named = Wandb.init("owls")) {
      assertThat(run.dir()).hasParent(Path.of(System.getenv("WANDB_DIR"), "wandb"));
      assertThat(named.project()).isEqualTo("owls");
      assertThat(RunReader.of(named.dir()).info().getString("project")).isEqualTo("owls");
    }
  }

  private Run init(String id) {
    return Wandb.init(InitOptions.builder().dir(folder).id(id).build());
  }
}
